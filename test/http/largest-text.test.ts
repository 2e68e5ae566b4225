import { fieldsIn, fills, largest, withAt, type Path } from '../../bench/worst/fields.ts';
import { limits } from '../../lib/api/limits.ts';
import { routes } from '../../lib/api/index.ts';
import { aBerth } from '../setup/berth.ts';
import { aScene, requestsIn, rightCredential, sentAs } from '../setup/scene.ts';
import { senderTo } from '../setup/send.ts';

const berth = await aBerth();
const send = senderTo(berth.origin);
const scene = await aScene(berth);
const requests = requestsIn(scene);

const textsIn = (schema: Parameters<typeof fieldsIn>[0]): Path[] =>
  fieldsIn(schema).flatMap(({ path, kind }) => (kind === 'text' ? [path] : []));

const bodies = routes.flatMap(({ id, body, upload, maxBytes = limits.bodyBytes }) => {
  const schema = upload?.line ?? body;
  return schema === undefined ? [] : textsIn(schema).map((path) => ({ id, path, maxBytes }));
});

test('this test knows every operation with a text in its body', () => {
  expect(bodies.length).toBeGreaterThan(30);
});

/** The length of the longest URL. A name has at most half of it before it is normalized. */
const MAX_UNITS = 2_048;

let units = 0;
const undo: (() => void)[] = [];

/** Records the lengths of the texts that a function gets, and lets it run. */
function watch<Of extends object>(
  of: Of,
  name: keyof Of & string,
  textOf: (self: unknown, args: unknown[]) => unknown,
) {
  const original = of[name] as (...args: unknown[]) => unknown;
  const watched = function (this: unknown, ...args: unknown[]): unknown {
    const text = textOf(this, args);
    if (typeof text === 'string') units = Math.max(units, text.length);
    return new.target === undefined ? Reflect.apply(original, this, args) : Reflect.construct(original, args);
  };
  of[name] = watched as never;
  undo.push(() => void (of[name] = original as never));
}

beforeAll(() => {
  watch(String.prototype, 'normalize', String);
  watch(Intl, 'getCanonicalLocales', (_, [tag]) => tag);
  watch(Intl, 'DateTimeFormat', (_, [, options]) => (options as { timeZone?: string } | undefined)?.timeZone);
  watch(URL, 'parse', (_, [url]) => url);
});
afterAll(() => {
  for (const step of undo) step();
});

test.each(bodies)(
  'the largest text in $path of $id is refused before any costly work on it',
  async ({ id, path, maxBytes }) => {
    const { body, type, ...request } = requests[id];
    for (const [fill, filled] of Object.entries(fills)) {
      // Leaves room for the other required parts.
      const text = largest(filled, maxBytes - 2_000);
      const ofLine = withAt(type === undefined ? body : { e164: '+14155550100' }, path, text);
      const sent = type === undefined ? ofLine : `${JSON.stringify(ofLine)}\n`;
      units = 0;
      const answer = await send(
        sentAs(id, rightCredential(id, scene), {
          ...request,
          body: sent,
          ...(type !== undefined && { type: 'application/x-ndjson' }),
        }),
      );
      expect({ fill, status: answer.status, code: answer.body['code'] }).toEqual({
        fill,
        status: 422,
        code: 'invalid_input',
      });
      expect({ fill, tooMany: units > MAX_UNITS }).toEqual({ fill, tooMany: false });
    }
  },
);
