import { jest } from '@jest/globals';
import { limits } from '../../lib/api/limits.ts';
import { routes } from '../../lib/api/index.ts';
import type { AccountId, EnvironmentId } from '../../lib/api/schemas/ids.ts';
import { makeApiKey } from '../../lib/auth/api-key.ts';
import { makeServiceSecret } from '../../lib/auth/service-account.ts';
import { newId } from '../../lib/clock.ts';
import { aBerth } from '../setup/berth.ts';
import { aScene, requestsIn, rightCredential, sentAs } from '../setup/scene.ts';
import { senderTo } from '../setup/send.ts';

const berth = await aBerth();
const send = senderTo(berth.origin);
const scene = await aScene(berth);
const requests = requestsIn(scene);
const { clock } = berth.context;

/** Unknown callers. Their keys and secrets have the right form and checksum, which need no secret. */
const strangers: Readonly<Record<string, string | undefined>> = {
  'no credential': undefined,
  'a made-up key of an environment that exists': makeApiKey(scene.environment.id, clock),
  'a made-up key of no environment': makeApiKey(newId<EnvironmentId>('env', clock), clock),
  'a made-up secret of an account that exists': makeServiceSecret(scene.accountId, clock),
  'a made-up secret of no account': makeServiceSecret(newId<AccountId>('acc', clock), clock),
  'a token that nobody signed': `${scene.admin.token.split('.').slice(0, 2).join('.')}.${'A'.repeat(342)}`,
  'the longest possible token': 'x'.repeat(8_192),
};

const taking = routes.filter(({ body, upload }) => body !== undefined || upload !== undefined);

/** A body of this size is cheap to parse, whoever sends it. */
const CHEAP_BYTES = 4 * 1024;

const parse = jest.spyOn(JSON, 'parse');
const decode = jest.spyOn(TextDecoder.prototype, 'decode');
afterAll(() => {
  parse.mockRestore();
  decode.mockRestore();
});

/** Whether anything as large as a body was parsed or decoded while this ran. */
async function isParsed(run: () => Promise<unknown>): Promise<boolean> {
  parse.mockClear();
  decode.mockClear();
  await run();
  // The gateway copies the event by way of JSON, as AWS does.
  const texts = parse.mock.calls
    .map(([text]: readonly unknown[]) => String(text))
    .filter((text) => !text.startsWith('{"version":"2.0"'));
  const parsed = texts.map((text) => text.length);
  const decoded = decode.mock.calls.map(([bytes]) => bytes?.byteLength ?? 0);
  return [...parsed, ...decoded].some((length) => length > CHEAP_BYTES);
}

test('this test knows every route with a body', () => {
  expect(taking.length).toBeGreaterThan(40);
});

describe.each(taking)('$id', ({ id, upload, maxBytes = limits.bodyBytes }) => {
  const { body: _, type: __, ...request } = requests[id];
  const types = upload === undefined ? ['application/json'] : Object.keys(upload.examples);
  const bodies = {
    'as large as it may be': `{"name":"${'x'.repeat(maxBytes - 11)}"}`,
    'that is not JSON': '{'.repeat(maxBytes),
  };
  const sendAs = (credential: string | undefined, body: string, type: string | undefined) =>
    send(sentAs(id, credential, { ...request, body, ...(type !== undefined && { type }) }));

  test('refuses a stranger before any body is parsed, and leaves nothing behind', async () => {
    const before = await berth.items();
    const tried = types.flatMap((type) =>
      Object.entries(bodies).flatMap(([large, body]) =>
        Object.entries(strangers).map(([who, credential]) => ({ who, large, type, body, credential })),
      ),
    );
    const parsed = await isParsed(async () => {
      const answers = tried.map(async ({ who, large, type, body, credential }) => {
        const { status, body: told } = await sendAs(credential, body, type);
        return { who, large, type, status, code: told['code'] };
      });
      expect(await Promise.all(answers)).toEqual(
        tried.map(({ who, large, type }) => ({ who, large, type, status: 401, code: 'unauthenticated' })),
      );
    });
    expect(parsed).toBe(false);
    expect(await berth.items()).toEqual(before);
  });

  test('tells a caller with the right what is wrong with the body, after parsing it', async () => {
    const answer = { status: 0 };
    const type = types.find((one) => one.includes('json'));
    const body = bodies['as large as it may be'];
    const parsed = await isParsed(async () => {
      answer.status = (await sendAs(rightCredential(id, scene), body, type)).status;
    });
    expect({ status: answer.status, parsed }).toEqual({ status: 422, parsed: true });
  });
});
