import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { serve } from '../../functions/pre-token-generation.ts';
import type { AccountId } from '../../lib/api/schemas/ids.ts';
import { newMembership } from '../../lib/members/new-membership.ts';
import { peopleOf } from '../../lib/auth/people.ts';
import { openTable } from '../../lib/table/table.ts';
import { transact } from '../../lib/table/transact.ts';
import { createIdentity } from '../../local/identity/identity.ts';
import { aBerth, done, type Person } from '../setup/berth.ts';
import { served } from '../setup/served.ts';
import { aFront } from './front.ts';
import { people } from './people.ts';

const berth = await aBerth();
const { invite, join, user } = people(berth);

const eventFor = ({ userId, email }: Person, verified = 'true') =>
  ({
    version: '2',
    triggerSource: 'TokenGeneration_HostedAuth',
    userName: userId,
    request: { userAttributes: { sub: userId, email, email_verified: verified, name: 'Ada' } },
    response: {},
  }) as unknown as PreTokenGenerationV2TriggerEvent;

async function claimsOf(event: PreTokenGenerationV2TriggerEvent, context = berth.context) {
  const { response } = await serve(context)(event);
  return response.claimsAndScopeOverrideDetails.accessTokenGeneration.claimsToAddOrOverride;
}

test('an access token contains email, name, and the roles in the person’s accounts', async () => {
  const [one, two] = [await berth.anAccount(), await berth.anAccount()];
  const person = await join(one, 'admin');
  await join(two, 'member', person);
  expect(await claimsOf(eventFor(person))).toEqual({
    email: person.email,
    email_verified: true,
    name: 'Ada',
    accounts: [
      { id: one.accountId, role: 'admin' },
      { id: two.accountId, role: 'member' },
    ],
  });
  done(await berth.call('removeUser', user(one.admin, one, person)));
  expect(await claimsOf(eventFor(person, 'false'))).toMatchObject({
    email_verified: false,
    accounts: [{ id: two.accountId, role: 'member' }],
  });
});

test('a person in hundreds of accounts gets a token that still fits into a header', async () => {
  const person = await berth.aPerson();
  const member = await berth.context.people.identify(person.token);
  for (let n = 0; n < 300; n += 1) {
    const account = `acc_01JD3Z0M5V7Q8C2N4B6X9Y1${String(n).padStart(3, '0')}` as AccountId;
    await transact(berth.context.table, newMembership(account, member, 'member', berth.context.clock));
  }
  const claims = await claimsOf(eventFor(person));
  expect(claims['accounts']).toHaveLength(25);
  expect(JSON.stringify(claims).length).toBeLessThan(2_500);
});

test('a person can sign in while the database is unreachable, with a token without roles', async () => {
  const person = await berth.aPerson();
  const nowhere = openTable('nowhere', { endpoint: 'http://127.0.0.1:9', maxAttempts: 1 });
  const lines: Record<string, unknown>[] = [];
  const context = {
    ...berth.context,
    table: nowhere,
    log: (line: Record<string, unknown>) => void lines.push(line),
  };
  expect(await claimsOf(eventFor(person), context)).toMatchObject({ email: person.email, accounts: [] });
  expect(lines).toMatchObject([{ level: 'warn' }]);
});

test('a sign-in does not wait for a database that hangs longer than Cognito waits', async () => {
  const person = await berth.aPerson();
  const silent = await served(() => {});
  const lines: Record<string, unknown>[] = [];
  const context = {
    ...berth.context,
    table: openTable('silent', { endpoint: silent }),
    log: (line: Record<string, unknown>) => void lines.push(line),
  };
  expect(await claimsOf(eventFor(person), context)).toMatchObject({ email: person.email, accounts: [] });
  expect(lines).toMatchObject([{ level: 'warn', error: expect.stringContaining('did not answer in time') }]);
  context.table.documents.destroy();
});

/** A user pool whose tokens call everybody an Admin. */
const boasting = await createIdentity({
  origin: berth.origin,
  preTokenGeneration: async ({ request: { userAttributes } }) => ({
    response: {
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: {
          claimsToAddOrOverride: {
            email: userAttributes['email'],
            email_verified: true,
            role: 'admin',
            'cognito:groups': ['admin'],
            accounts: [{ id: boastOf, role: 'admin' }],
          },
        },
      },
    },
  }),
});
let boastOf = '';
const front = await aFront(berth, { people: peopleOf(boasting, boasting.fetcher) });

test('the stored role decides, whatever the token says', async () => {
  const account = await berth.anAccount();
  const params = { accountId: account.accountId };
  boastOf = account.accountId;
  const { accessToken: as } = await boasting.issueToken({ email: 'eve@example.com' });
  const rename = () => front.call('renameAccount', { as, params, body: { name: 'Mine' } });
  expect(await rename()).toMatchObject({ status: 404 });
  const { token } = await invite(account, 'eve@example.com');
  done(await front.call('acceptInvitation', { as, body: { token } }));
  expect(await rename()).toBeRefused(403, 'admin_required');
});
