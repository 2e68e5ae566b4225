import { limits } from '../../lib/api/limits.ts';
import { followStream } from '../../local/stream-consumers.ts';
import type { OutgoingMail } from '../../local/mail/mailbox.ts';
import { aBerth, asAdmin, done, type TestAccount } from '../setup/berth.ts';
import { expectSound } from '../setup/sound.ts';
import { checkTable } from '../reliability/checker/check-table.ts';
import { eventually } from './eventually.ts';
import { expectCountsToHold, people } from './people.ts';

const DAY = 24 * 3_600 + 1;
const MINUTE = 61;

const berth = await aBerth({ stream: true });
const { call } = berth;
const { clock } = berth.context;
const { accept, invite, join } = people(berth);

const sent: OutgoingMail[] = [];
const stream = await followStream(berth.context, {
  endpoint: process.env['DYNAMODB_ENDPOINT'] ?? '',
  mailbox: { send: async (mail) => void sent.push(mail) },
  identity: { adminUserGlobalSignOut: async () => {} },
});
afterAll(() => stream.stop());

const request = (account: TestAccount, email: string) =>
  call('createInvitation', { ...asAdmin(account), body: { email, role: 'member' } });
const revoke = (account: TestAccount, invitationId: string) =>
  call('revokeInvitation', asAdmin(account, { invitationId }));

/** The start of a day, so that the test does not reach the next one. */
const morning = () => clock.advance((24 * 3_600_000 - (clock.now() % (24 * 3_600_000))) / 1000 + 1);

test('of 64 invitations at once over two accounts, exactly as many succeed as the sender has left that day', async () => {
  morning();
  const one = await berth.anAccount();
  const other = { ...(await berth.anAccount()) };
  const two = { ...other, admin: one.admin };
  await join(other, 'admin', one.admin);
  // Each is revoked at once: its seat comes back, and the invitation still counts.
  const left = 8;
  for (let n = 0; n < limits.invitationsADay - left; n += 4) {
    await Promise.all(
      [0, 1, 2, 3].map(async (k) => {
        const { id } = done(await request(one, `early-${n + k}@example.com`));
        done(await revoke(one, id));
      }),
    );
  }
  const answers = await Promise.all(
    Array.from({ length: 64 }, (_, n) => request(n % 2 === 0 ? one : two, `racing-${n}@example.com`)),
  );
  const refused = answers.filter(({ status }) => status !== 201);
  expect(answers.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(left);
  for (const { status, body } of refused) {
    expect([429, 503]).toContain(status);
    expect(['rate_limited', 'temporarily_unavailable']).toContain(body.code);
  }
  // An invitation that gave up in the crowd is tried again until the cap is reached.
  let last = await request(one, 'last-0@example.com');
  for (let n = 1; last.status === 201; n += 1) last = await request(one, `last-${n}@example.com`);
  const before = await berth.items();
  expect(await request(two, 'more@example.com')).toBeRefused(429, 'rate_limited');
  expect(last).toBeRefused(429, 'rate_limited');
  const wait = Number(last.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(24 * 3_600);
  expect(await berth.items()).toEqual(before);
  expect(checkTable(before, clock.now())).toEqual([]);
  const counted = before.find(({ pk, sent: n }) => pk === `USER#${one.admin.userId}` && n !== undefined);
  expect(counted).toMatchObject({ sent: limits.invitationsADay, ttl: expect.any(Number) });
  // Another Admin of the account has sent none, and the next day starts at zero.
  expect(await request(other, 'another@example.com')).toMatchObject({ status: 201 });
  clock.advance(wait + 1);
  expect(await request(one, 'tomorrow@example.com')).toMatchObject({ status: 201 });
  await expectCountsToHold(berth, one);
});

test('an address gets ten mails a day from all accounts together, and the next one is answered the same and logged', async () => {
  morning();
  const email = 'ada@exämple.com';
  const accounts = await Promise.all(
    Array.from({ length: limits.mailsToAnAddressADay + 4 }, () => berth.anAccount()),
  );
  const answers = await Promise.all(accounts.map((account) => request(account, email)));
  for (const { status, body } of answers) {
    expect({ status, state: body.status }).toEqual({ status: 201, state: 'pending' });
    expect(Object.keys(body)).toEqual(Object.keys(answers[0]?.body ?? {}));
  }
  const unsent = await eventually(() => {
    const lines = berth.logged.filter(({ message }) => String(message).includes('daily limit of mails'));
    return lines.length < 4 ? undefined : lines;
  }, stream);
  await stream.settled();
  expect(unsent).toHaveLength(4);
  expect(sent.filter(({ to }) => to === 'ada@xn--exmple-cua.com')).toHaveLength(limits.mailsToAnAddressADay);
  // Someone who gets no mail can still be given the link.
  const ids = unsent.map(({ mail }) => String(mail).split('.')[0]);
  const index = answers.findIndex(({ body }) => ids.includes(body.id));
  const link = answers[index]?.body.link ?? '';
  const person = await berth.aPerson({ email });
  expect(await accept(person, link.split('#token=')[1] ?? '')).toMatchObject({ status: 200 });
  await expectSound(berth);

  const later = accounts[(index + 1) % accounts.length] as TestAccount;
  const { items } = done(await call('listInvitations', asAdmin(later)));
  const resend = () =>
    call('resendInvitation', { ...asAdmin(later, { invitationId: items[0]?.id ?? '' }), body: {} });
  clock.advance(MINUTE);
  const before = sent.length;
  done(await resend());
  await stream.settled();
  expect(sent).toHaveLength(before);
  clock.advance(DAY);
  done(await resend());
  await eventually(() => (sent.length > before ? true : undefined), stream);
});

test('a person without a verified address cannot invite anybody', async () => {
  const account = await berth.anAccount();
  const invitation = await invite(account, 'bob@example.com');
  const { token } = await berth.aPerson({ email: account.admin.email, verified: false });
  const unverified = { ...account, admin: { ...account.admin, token } };
  clock.advance(MINUTE);
  const before = await berth.items();
  const refused = { status: 403, body: { code: 'email_not_verified' } };
  expect(await request(unverified, 'cat@example.com')).toMatchObject(refused);
  const params = { accountId: account.accountId, invitationId: invitation.id };
  expect(await call('resendInvitation', { as: token, params, body: {} })).toMatchObject(refused);
  expect(await berth.items()).toEqual(before);
});

test('an Admin gets the link of an invitation that they send once, and no list shows it', async () => {
  const account = await berth.anAccount();
  const person = await berth.aPerson();
  const send = () =>
    call('createInvitation', {
      ...asAdmin(account),
      body: { email: person.email, role: 'member' },
      headers: { 'idempotency-key': 'with-link' },
    });
  const created = await send();
  expect(created.headers.get('cache-control')).toBe('no-store');
  expect((await send()).body).toEqual({ ...created.body, link: null });
  expect(JSON.stringify(done(await call('listInvitations', asAdmin(account))))).not.toContain('link');
  clock.advance(MINUTE);
  const { link } = done(
    await call('resendInvitation', { ...asAdmin(account, { invitationId: created.body.id }), body: {} }),
  );
  const tokenIn = (url: string | null) =>
    url?.split(`${berth.context.settings.consoleOrigin}/invitations/accept#token=`)[1] ?? '';
  expect(await accept(person, tokenIn(created.body.link))).toMatchObject({ status: 410 });
  expect(await accept(await berth.aPerson(), tokenIn(link))).toBeRefused(403, 'invitation_email_mismatch');
  expect(await accept(person, tokenIn(link))).toMatchObject({ status: 200 });
});
