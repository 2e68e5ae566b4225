import { aBerth, asAdmin, done } from '../setup/berth.ts';
import { expectSound } from '../setup/sound.ts';
import { aFront } from './front.ts';
import { expectCountsToHold, people } from './people.ts';

const berth = await aBerth();
const { call } = berth;
const { clock } = berth.context;
const { invite, accept, join, user, tokenFor } = people(berth);

/** In this account everybody has this address. */
const moved = await aFront(berth, {
  people: {
    identify: async (token) => ({
      ...(await berth.context.people.identify(token)),
      email: 'gus@example.com',
    }),
  },
});

const lookUp = (person: { token: string }, token: string) =>
  call('lookUpInvitation', { as: person.token, body: { token } });

test('anyone with the link sees what it offers, and only the person with the address accepts it', async () => {
  const account = await berth.anAccount({ name: 'Acme' });
  const { token, expiresAt } = await invite(account, 'Ada@Example.com', 'admin');
  const other = await berth.aPerson();
  const offer = { accountName: 'Acme', role: 'admin', email: 'Ada@Example.com', expiresAt };
  expect(await lookUp(other, token)).toAnswer(200, offer);
  const before = await berth.items();
  expect(await accept(other, token)).toBeRefused(403, 'invitation_email_mismatch');
  expect(await berth.items()).toEqual(before);
  const ada = await berth.aPerson({ email: 'ada@example.com' });
  expect(await accept(ada, token)).toAnswer(200, { accountId: account.accountId, role: 'admin' });
  await expectCountsToHold(berth, account);
});

test('a person whose address is not verified cannot accept an invitation', async () => {
  const account = await berth.anAccount();
  const { token } = await invite(account, 'bob@example.com');
  const before = await berth.items();
  const unverified = await berth.aPerson({ email: 'bob@example.com', verified: false });
  expect(await accept(unverified, token)).toBeRefused(403, 'email_not_verified');
  expect(await berth.items()).toEqual(before);
  expect(await accept(await berth.aPerson({ email: 'bob@example.com' }), token)).toMatchObject({
    status: 200,
  });
});

test('a used invitation answers the same to the same person, and tells everyone else that it was used', async () => {
  const account = await berth.anAccount();
  const cat = await berth.aPerson({ email: 'cat@example.com' });
  const { token } = await invite(account, cat.email);
  const first = await accept(cat, token);
  const before = await berth.items();
  expect(await accept(cat, token)).toAnswer(200, first.body);
  const other = await berth.aPerson();
  for (const refused of [await accept(other, token), await lookUp(other, token), await lookUp(cat, token)]) {
    expect(refused).toBeRefused(410, 'invitation_used');
  }
  expect(await berth.items()).toEqual(before);
});

test('when two people with the address accept at once, one becomes a user and the other learns that the link was used', async () => {
  const account = await berth.anAccount();
  const [one, other] = [await berth.aPerson(), await berth.aPerson()];
  const { token } = await invite(account, 'gus@example.com');
  const answers = await Promise.all(
    [one, other].map(({ token: as }) => moved.call('acceptInvitation', { as, body: { token } })),
  );
  expect(answers.map(({ status, body }) => body.code ?? status).toSorted()).toEqual([200, 'invitation_used']);
  await expectCountsToHold(berth, account);
});

test('a used link does not let in again a person who has been removed since', async () => {
  const account = await berth.anAccount();
  const dan = await berth.aPerson({ email: 'dan@example.com' });
  const { token } = await invite(account, dan.email);
  done(await accept(dan, token));
  done(await call('removeUser', user(account.admin, account, dan)));
  for (const person of [dan, await berth.aPerson({ email: dan.email })]) {
    expect(await accept(person, token)).toBeRefused(410, 'invitation_used');
  }
});

test('a revoked link and an expired link say so', async () => {
  const account = await berth.anAccount();
  const eve = await berth.aPerson({ email: 'eve@example.com' });
  const revoked = await invite(account, eve.email);
  done(await call('revokeInvitation', asAdmin(account, { invitationId: revoked.id })));
  clock.advance(61);
  const expired = await invite(account, eve.email);
  clock.advance(7 * 24 * 3_600);
  for (const [{ token }, code] of [
    [revoked, 'invitation_revoked'],
    [expired, 'invitation_expired'],
  ] as const) {
    expect(await lookUp(eve, token)).toBeRefused(410, code);
    expect(await accept(eve, token)).toBeRefused(410, code);
  }
});

/** The same bytes with another last character, of which two bits do not count. */
function otherSpelling(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return token.slice(0, -1) + alphabet.charAt(alphabet.indexOf(token.slice(-1)) ^ 1);
}

test('an invalid token is answered the same, whatever it names', async () => {
  const account = await berth.anAccount();
  const fay = await berth.aPerson({ email: 'fay@example.com' });
  const { id, token } = await invite(account, fay.email);
  const last = token.endsWith('A') ? 'E' : 'A';
  const mac = token.slice(-43);
  const forged = [
    'garbage',
    token.slice(0, -1) + last,
    otherSpelling(token),
    token.replace('_1_', '_2_'),
    token.toLowerCase(),
    mac,
    id,
    tokenFor(
      account,
      id.replace(/.$/, (end) => (end === '0' ? '1' : '0')),
    ).replace(/[^_]+$/, mac),
  ];
  for (const wrong of forged) {
    expect(await accept(fay, wrong)).toBeRefused(404, 'not_found');
    expect(await lookUp(fay, wrong)).toBeRefused(404, 'not_found');
  }
  expect(await accept(fay, token)).toMatchObject({ status: 200 });
});

test('a user with a changed address who accepts an invitation to the new one learns that they already are a user', async () => {
  const account = await berth.anAccount();
  const gus = await join(account);
  const { token } = await invite(account, 'gus@example.com');
  const refused = await moved.call('acceptInvitation', { as: gus.token, body: { token } });
  expect(refused).toBeRefused(409, 'already_member');
});

test('nothing that is stored or logged holds the token of a link', async () => {
  const account = await berth.anAccount();
  const hal = await berth.aPerson({ email: 'hal@example.com' });
  const invitation = await invite(account, hal.email);
  clock.advance(61);
  done(await call('resendInvitation', { ...asAdmin(account, { invitationId: invitation.id }), body: {} }));
  const token = tokenFor(account, invitation.id, 2);
  done(
    await call('acceptInvitation', {
      as: hal.token,
      body: { token },
      headers: { 'idempotency-key': 'accept' },
    }),
  );
  const kept = JSON.stringify([await berth.items(), berth.logged]);
  expect(kept).toContain(invitation.id);
  for (const secret of [invitation.token, token].map((whole) => whole.slice(-43))) {
    expect(kept).not.toContain(secret);
  }
});

test('a session from before a removal does not count, even when its acceptance began before the removal', async () => {
  const account = await berth.anAccount();
  const gus = await berth.aPerson();
  const [own, other] = [await invite(account, gus.email), await invite(account, 'gus@example.com')];
  const { documents } = berth.context.table;
  const send = documents.send.bind(documents);
  documents.send = (async (command: { constructor: { name: string } }, ...rest: []) => {
    if (command.constructor.name === 'TransactWriteCommand') {
      // The one acceptance has read, and not committed, that Gus never was a user.
      documents.send = send;
      done(await moved.call('acceptInvitation', { as: gus.token, body: { token: other.token } }));
      done(await call('removeUser', user(account.admin, account, gus)));
    }
    return send(command as never, ...rest);
  }) as typeof documents.send;
  expect(await accept(gus, own.token)).toBeRefused(401, 'unauthenticated');
  expect(await call('getUser', user(account.admin, account, gus))).toMatchObject({ status: 404 });
  await expectSound(berth);
});
