import type * as z from 'zod/mini';
import { limits } from '../../lib/api/limits.ts';
import { routes } from '../../lib/api/index.ts';
import { aBerth } from '../setup/berth.ts';
import { aScene, requestsIn, rightCredential, sentAs } from '../setup/scene.ts';
import { senderTo } from '../setup/send.ts';

const berth = await aBerth();
const send = senderTo(berth.origin);
const scene = await aScene(berth);
const requests = requestsIn(scene);

type Path = readonly string[];
type Definition = z.core.$ZodTypes['_zod']['def'];

/** Where texts stand in what a schema takes. */
function textsIn(schema: z.core.$ZodType, path: Path = []): Path[] {
  const definition = schema._zod.def as Definition;
  switch (definition.type) {
    case 'object':
      return Object.entries(definition.shape).flatMap(([name, inner]) => textsIn(inner, [...path, name]));
    case 'array':
      return textsIn(definition.element, [...path, '0']);
    case 'union':
      return definition.options.flatMap((option) => textsIn(option, path));
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
      return textsIn(definition.innerType, path);
    case 'pipe':
      return textsIn(definition.in, path);
    case 'string':
    case 'enum':
      return [path];
    default:
      return [];
  }
}

/** The value with another one in the place that a path leads to. */
function withAt(value: unknown, [name, ...rest]: Path, inner: unknown): unknown {
  if (name === undefined) return inner;
  if (name === '0') {
    const [first, ...others] = Array.isArray(value) ? (value as unknown[]) : [];
    return [withAt(first, rest, inner), ...others];
  }
  const object = (value ?? {}) as Readonly<Record<string, unknown>>;
  return { ...object, [name]: withAt(object[name], rest, inner) };
}

/** What is slow in one way or another when there is much of it. */
const fills: Readonly<Record<string, (length: number) => string>> = {
  'one letter': (length) => 'a'.repeat(length),
  'marks on one letter': (length) => `a${'\u0301\u0316'.repeat(length)}`,
  'subtags of a language': (length) => {
    const subtags = Array.from(
      { length: Math.ceil(length / 9) },
      (_, at) => `x${String(at).padStart(7, '0')}`,
    );
    return `en-u-${subtags.join('-')}`;
  },
  spaces: (length) => `${' '.repeat(length)}x`,
  'a ligature of eighteen letters': (length) => '\ufdfa'.repeat(length),
  'dots and labels': (length) => `a@${'a.'.repeat(length / 2)}com`,
  digits: (length) => `+1${'2'.repeat(length)}`,
};

/** As long as it may be in a body of so many bytes, beside what else must be in it. */
function largest(fill: (length: number) => string, maxBytes: number): string {
  const text = fill(maxBytes);
  const bytes = Buffer.from(text);
  const most = maxBytes - 2_000;
  return bytes.length <= most
    ? text
    : bytes
        .subarray(0, most)
        .toString()
        .replace(/\ufffd+$/, '');
}

const bodies = routes.flatMap(({ id, body, upload, maxBytes = limits.bodyBytes }) => {
  const schema = upload?.line ?? body;
  return schema === undefined ? [] : textsIn(schema).map((path) => ({ id, path, maxBytes }));
});

test('there is no operation with a text in its body that this does not know', () => {
  expect(bodies.length).toBeGreaterThan(30);
});

/** What the longest URL has; a name has at most half of it before it is normalized. */
const MAX_UNITS = 2_048;

let units = 0;
const undo: (() => void)[] = [];

/** Sees how long the texts are that a function is given, and lets it do what it does. */
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
  'the largest text in $path of $id is refused before anything costly is done with it',
  async ({ id, path, maxBytes }) => {
    const { body, type, ...request } = requests[id];
    for (const [fill, filled] of Object.entries(fills)) {
      const text = largest(filled, maxBytes);
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
