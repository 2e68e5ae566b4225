import { operations, routes } from '../../lib/api/index.ts';
import type { Operation } from '../../lib/api/operation.ts';
import { aFrontThatRefuses, outcomeOf } from './front.ts';

const { send, sendRaw, sendContent, scene } = await aFrontThatRefuses();

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const keys = (count: number) => `{${Array.from({ length: count }, (_, at) => `"k${at}":0`).join(',')}}`;

const bodies: readonly (readonly [name: string, body: string | Buffer, outcome: string])[] = [
  ['a brace', '{', '400 malformed_json'],
  ['words', 'not json', '400 malformed_json'],
  ['white space', ' \n', '400 malformed_json'],
  ['a trailing comma', '{"name":"x",}', '400 malformed_json'],
  ['two documents', '{}{}', '400 malformed_json'],
  ['an invalid number', '{"name":NaN}', '400 malformed_json'],
  ['a control character in a string', '{"name":"a\nb"}', '400 malformed_json'],
  ['a byte order mark', '\ufeff{}', '400 malformed_json'],
  ['UTF-16', Buffer.from('{}', 'utf16le'), '400 malformed_json'],
  ['a name twice', '{"name":"a","name":"b"}', '400 malformed_json'],
  ['a name twice, once escaped', '{"name":"a","n\\u0061me":"b"}', '400 malformed_json'],
  [
    'a name twice, far from its colon',
    `{"a"${' '.repeat(500)}:1,"a"${' '.repeat(500)}:2}`,
    '400 malformed_json',
  ],
  ['a name twice, further down', '{"changes":[{"x":1,"x":2}]}', '400 malformed_json'],
  ['10,000 levels', deep(10_000), '400 malformed_json'],
  ['33 levels', deep(33), '400 malformed_json'],
  ['a string without an end', `"${'\\"'.repeat(32_000)}`, '400 malformed_json'],
  ['1 MiB', `"${'a'.repeat(1 << 20)}"`, '413 body_too_large'],
  ['400,000 unknown names', keys(400_000), '413 body_too_large'],
  ['5,000 unknown names', keys(5_000), '422 invalid_input'],
  ['null', 'null', '422 invalid_input'],
  ['a list', '[]', '422 invalid_input'],
  ['32 levels', deep(32), '422 invalid_input'],
  ['a string', '"{}"', '422 invalid_input'],
  ['a number', '1e400', '422 invalid_input'],
  ['an unknown field', '{"unknown":1}', '422 invalid_input'],
  ['__proto__', '{"__proto__":{"admin":true}}', '422 invalid_input'],
  ['constructor', '{"constructor":{"prototype":{}}}', '422 invalid_input'],
];

const routesWithBody = routes.filter(({ body }) => body !== undefined).map(({ id }, at) => [id, at] as const);

describe.each(routesWithBody)('the body of %s', (id, route) => {
  test('is refused with a reason when it cannot be read, is too large or has an unknown field', async () => {
    const outcomes: [name: string, outcome: string][] = [];
    const { maxBytes = 65_536 }: Operation = operations[id];
    const tooLarge = ['a byte too many', `"${'a'.repeat(maxBytes - 1)}"`, '413 body_too_large'] as const;
    // All routes read bodies in the same way, so each gets a third of them, and any three in a row get all.
    const sent = [...bodies.filter((_, at) => at % 3 === route % 3), tooLarge];
    for (const [name, body] of sent) outcomes.push([name, outcomeOf(await sendRaw(id, body))]);
    expect(outcomes).toEqual(sent.map(([name, , outcome]) => [name, outcome]));
  });

  test.each([
    [undefined],
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/problem+json'],
    ['application/jsonx'],
    ['application/json, text/plain'],
    ['; application/json'],
  ])('is not accepted as %s', async (type) => {
    const answer = await sendRaw(id, '{}', type === undefined ? {} : { 'content-type': type });
    expect(outcomeOf(answer)).toBe('415 unsupported_media_type');
  });

  test('is not accepted when it is compressed', async () => {
    const answer = await sendRaw(id, '{}', {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
    });
    expect(outcomeOf(answer)).toBe('415 unsupported_media_type');
  });
});

test.each([
  'application/json',
  'Application/JSON',
  'application/json; charset=utf-8',
  'application/json ;charset="utf-8"',
])('JSON is accepted as %s', async (type) => {
  const answer = await sendRaw('createAccount', '{"name":""}', { 'content-type': type });
  expect(outcomeOf(answer)).toBe('422 invalid_input');
});

test('JSON that is not UTF-8 is refused', async () => {
  const answer = await sendRaw('createAccount', Buffer.from('{"name":"caf\xe9"}', 'latin1'), {
    'content-type': 'application/json',
  });
  expect(outcomeOf(answer)).toBe('400 malformed_json');
});

test.each(['iso-8859-1', 'utf-16', '"UTF-16LE"', 'utf-7', ''])(
  'a body in the character set %j is refused, because others could read something else in it',
  async (charset) => {
    const type = `application/json; charset=${charset}`;
    const answer = await sendRaw('createAccount', '{"name":"x"}', { 'content-type': type });
    expect(outcomeOf(answer)).toBe('415 unsupported_media_type');
  },
);

test.each(['', ' ', 'a b', 'tab\tbed', 'é', 'x'.repeat(256)])(
  'the Idempotency-Key %j is refused',
  async (key) => {
    const answer = await sendRaw('createEnvironment', '{"name":5}', {
      'content-type': 'application/json',
      'idempotency-key': Buffer.from(key).toString('latin1'),
    });
    expect(outcomeOf(answer)).toBe('400 invalid_idempotency_key');
  },
);

test('no part of a request can add a header to the answer', async () => {
  const injected = '%0d%0aSet-Cookie:%20x=1';
  const answers = await Promise.all([
    send({ path: `/v1/calls/a${injected}`, as: scene.environment.key }),
    send({ path: `/v1/${injected}` }),
    send({ path: `/v1/me?${injected}`, method: 'POST' }),
    send({ path: `/v1/accounts/${scene.accountId}/audit-events?cursor=${injected}`, as: scene.admin.token }),
    sendContent('startCall', { body: { id: 'a\r\nSet-Cookie: x=1' } }),
  ]);
  for (const { status, headers } of answers) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(headers).not.toHaveProperty('set-cookie');
  }
});
