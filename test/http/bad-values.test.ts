import type { OperationId } from '../../lib/api/index.ts';
import { aFrontThatRefuses, outcomeOf } from './front.ts';

const { sendRaw, sendContent, scene, requests } = await aFrontThatRefuses();

/** A change to one field of a request's body. */
type Field = readonly [id: OperationId, field: string];

const limits: readonly Field[] = [
  ['createEnvironment', 'maxConcurrentCalls'],
  ['editEnvironment', 'maxConcurrentCalls'],
  ['reallocateConcurrency', 'changes.0.maxConcurrentCalls'],
  ['setPlan', 'maxConcurrentCalls'],
  ['rotateApiKey', 'graceSeconds'],
  ['startCall', 'leaseSeconds'],
  ['heartbeatCall', 'leaseSeconds'],
];

/** The request's body as JSON, with this text as the field's value. */
function withField(id: OperationId, field: string, text: string): string {
  const body = structuredClone(requests[id].body) as Record<string, never>;
  const path = field.split('.');
  const last = path.pop() as string;
  const holder = path.reduce<Record<string, unknown>>((at, step) => at[step] as never, body);
  holder[last] = 'PUT IT HERE';
  return JSON.stringify(body).replace('"PUT IT HERE"', () => text);
}

test.each(limits)('%s accepts a whole number as %s, and nothing else', async (id, field) => {
  const values = [
    '-1',
    '0.5',
    '"5"',
    '1e400',
    '-1e400',
    '9007199254740992',
    'null',
    '[]',
    '[5]',
    '{}',
    'true',
    '""',
  ];
  for (const value of values) {
    const { status, body } = await sendRaw(id, withField(id, field, value));
    const paths = new Set((body['errors'] as { path: string }[]).map(({ path }) => path));
    expect({ value, status, paths: [...paths] }).toEqual({ value, status: 422, paths: [field] });
  }
});

test('a limit that is larger than any plan is refused with the figures', async () => {
  const environmentId = scene.sibling.id;
  for (const maxConcurrentCalls of [41, 10_001, Number.MAX_SAFE_INTEGER]) {
    const answers = await Promise.all([
      sendContent('createEnvironment', { body: { name: 'huge', maxConcurrentCalls } }),
      sendContent('editEnvironment', {
        params: { accountId: scene.accountId, environmentId },
        body: { maxConcurrentCalls },
      }),
      sendContent('reallocateConcurrency', { body: { changes: [{ environmentId, maxConcurrentCalls }] } }),
    ]);
    for (const { status, body } of answers) {
      expect({ status, ...body }).toMatchObject({
        status: 409,
        code: 'concurrency_allocation_exceeded',
        planLimit: 40,
        allocated: 30,
        unallocated: 10,
        requested: expect.any(Number),
      });
      expect(body['requested']).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
    }
  }
});

const names: readonly Field[] = [
  ['createAccount', 'name'],
  ['renameAccount', 'name'],
  ['setPlan', 'name'],
  ['createEnvironment', 'name'],
  ['editEnvironment', 'name'],
];

const badNames: readonly (readonly [what: string, name: string])[] = [
  ['nothing', ''],
  ['blanks', ' \u00a0\u2003'],
  ['NUL', 'a\0b'],
  ['a line feed', 'a\nb'],
  ['a tab', 'a\tb'],
  ['DEL', 'a\x7fb'],
  ['a right-to-left override', 'a\u202eb'],
  ['a directional isolate', 'a\u2066b'],
  ['a zero-width space', 'a\u200bb'],
  ['a zero-width joiner', 'a\u200db'],
  ['a byte order mark', 'a\ufeffb'],
  ['a soft hyphen', 'a\u00adb'],
  ['a variation selector', 'a\ufe0f'],
  ['a grapheme joiner', 'a\u034fb'],
  ['a Hangul filler', '\u3164'],
  ['a Braille blank', '\u2800'],
  ['a tag character', 'a\u{e0061}'],
  ['a private character', 'a\ue000'],
  ['a lone surrogate', 'a\ud800'],
  ['a flood of marks', `a${'\u0301\u0316'.repeat(5_000)}`],
  ['a mark and nothing under it', '\u0301a'],
  ['65 characters', 'x'.repeat(65)],
  ['65 characters beyond the BMP', '𝒳'.repeat(65).normalize('NFC')],
  ['a ligature that is 65 characters long', `${'x'.repeat(63)}ﬁ`],
  ['a Cyrillic а in “admin”', 'аdmin'],
  ['a Greek ο in “prοd”', 'prοd'],
];

test.each(names)('%s refuses a misleading %s', async (id, field) => {
  for (const [what, name] of badNames) {
    const { status, body } = await sendRaw(id, withField(id, field, JSON.stringify(name)));
    expect({ what, status, errors: body['errors'] }).toEqual({
      what,
      status: 422,
      errors: [{ path: field, message: expect.stringMatching(/^(must|may) /) }],
    });
  }
});

test('createInvitation refuses anything that cannot be one email address', async () => {
  const bad = [
    '',
    ' ',
    'ada',
    '@example.com',
    'ada@',
    'ada@example',
    'ada@@example.com',
    'ada@exa mple.com',
    'a da@example.com',
    'ada@example.com, eve@example.com',
    'ada@example.com\r\nBcc: eve@example.com',
    'ada\0@example.com',
    'ada\u202e@example.com',
    'ada\u200b@example.com',
    'ada\ud800@example.com',
    '<ada@example.com>',
    'Ada <ada@example.com>',
    '"a b"@example.com',
    'ada@-.',
    'ada..b@example.com',
    '.ada@example.com',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(241)}.example.com`,
    ['ada@example.com'],
    { email: 'ada@example.com' },
    5,
    null,
  ];
  for (const email of bad) {
    const answer = await sendContent('createInvitation', { body: { email, role: 'member' } });
    expect({ email, outcome: outcomeOf(answer) }).toEqual({ email, outcome: '422 invalid_input' });
  }
});

test.each([
  ['changeRole', { role: 'owner' }],
  ['changeRole', { role: 'Admin' }],
  ['changeRole', {}],
  ['createInvitation', { email: 'ada@example.com', role: ['admin'] }],
  ['acceptInvitation', { token: '' }],
  ['acceptInvitation', { token: 'x'.repeat(10_000) }],
  ['acceptInvitation', { token: '../../etc/passwd' }],
  ['lookUpInvitation', { token: 5 }],
  ['editEnvironment', {}],
  ['editEnvironment', { hidden: 'true' }],
  ['editEnvironment', { hidden: null }],
  ['editEnvironment', { id: 'env_01JD3Z0M5W2K4M6P8R0T2V4X6Z' }],
  ['rotateApiKey', { graceSeconds: 604_801 }],
  ['rotateApiKey', { supersede: 1 }],
  ['setPlan', { name: 'Huge', maxConcurrentCalls: 1_000_001 }],
  ['reallocateConcurrency', { changes: [] }],
  ['reallocateConcurrency', { changes: {} }],
  ['startCall', { id: '' }],
  ['startCall', { id: 'x'.repeat(65) }],
  ['startCall', { id: 'a/b' }],
  ['startCall', { id: 'a b' }],
  ['startCall', { id: 'é' }],
  ['startCall', { id: '__proto__' }],
  ['startCall', { id: null }],
  ['startCall', { direction: 'sideways' }],
  ['startCall', { leaseSeconds: 9 }],
  ['startCall', { leaseSeconds: 3601 }],
] as const)('%s refuses %j as invalid', async (id, body) => {
  expect(outcomeOf(await sendContent(id, { body }))).toBe('422 invalid_input');
});

test('a reallocation of too many environments, or of one twice, is invalid', async () => {
  const environmentId = scene.environment.id;
  const twice = [1, 2].map((maxConcurrentCalls) => ({ environmentId, maxConcurrentCalls }));
  const many = Array.from({ length: 41 }, () => ({ environmentId, maxConcurrentCalls: 1 }));
  for (const changes of [twice, many]) {
    const answer = await sendContent('reallocateConcurrency', { body: { changes } });
    expect(outcomeOf(answer)).toBe('422 invalid_input');
  }
});
