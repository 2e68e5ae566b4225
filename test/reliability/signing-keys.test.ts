import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { FetchError } from 'aws-jwt-verify/error';
import { peopleOf } from '../../lib/auth/people.ts';
import { aBerth } from '../setup/berth.ts';
import { directClient } from './direct-client.ts';

const berth = await aBerth();
const { identity, context } = berth;

/** A new process, with or without access to the signing keys. */
function aColdProcess(isThere: { yes: boolean }) {
  let fetches = 0;
  const people = peopleOf(identity, {
    async fetch(...request) {
      fetches += 1;
      if (!isThere.yes) throw new FetchError(request[0], 'unreachable');
      return identity.fetcher.fetch(...request);
    },
  });
  return { call: directClient({ ...context, people }), fetches: () => fetches };
}

/** A token that names another signing key, and is signed with an unknown one. */
function forged(token: string): string {
  const [, payload = ''] = token.split('.');
  const header = Buffer.from(JSON.stringify({ alg: 'RS256', typ: 'JWT', kid: randomUUID() })).toString(
    'base64url',
  );
  return `${header}.${payload}.${Buffer.from(randomUUID()).toString('base64url')}`;
}

test('while the signing keys cannot be fetched, a new process answers 503 and lets nobody in unverified', async () => {
  const process = aColdProcess({ yes: false });
  const call = await process.call;
  const { token } = await berth.aPerson();
  for (const as of [token, forged(token)]) {
    const answer = await call('getMe', { as });
    expect(answer).toBeRefused(503, 'temporarily_unavailable');
    expect(answer.headers.get('retry-after')).toBe('5');
  }
  // During the five seconds nothing is fetched.
  expect(process.fetches()).toBe(1);
});

test('a process that knows the keys continues while it cannot fetch them', async () => {
  const isThere = { yes: true };
  const process = aColdProcess(isThere);
  const call = await process.call;
  const [one, other] = [await berth.aPerson(), await berth.aPerson()];
  expect(await call('getMe', { as: one.token })).toMatchObject({ status: 200 });
  isThere.yes = false;
  expect(await call('getMe', { as: other.token })).toAnswer(200, { userId: other.userId });
  expect(process.fetches()).toBe(1);
});

test.each([true, false])(
  'a flood of tokens with unknown key ids fetches the keys only a few times (reachable: %s)',
  async (yes) => {
    const isThere = { yes: true };
    const process = aColdProcess(isThere);
    const call = await process.call;
    const { token } = await berth.aPerson();
    expect(await call('getMe', { as: token })).toMatchObject({ status: 200 });
    isThere.yes = yes;
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => call('getMe', { as: forged(token) })),
    );
    for (const { status } of answers) expect([401, 503]).toContain(status);
    expect(process.fetches()).toBeLessThanOrEqual(3);
    expect(await call('getMe', { as: token })).toMatchObject({ status: 200 });
  },
);

test('a token signed with a foreign key under the id of ours is refused', async () => {
  const call = await aColdProcess({ yes: true }).call;
  const { token } = await berth.aPerson();
  const [header = '', payload = ''] = token.split('.');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signature = sign('sha256', Buffer.from(`${header}.${payload}`), privateKey).toString('base64url');
  expect(await call('getMe', { as: `${header}.${payload}.${signature}` })).toMatchObject({ status: 401 });
});
