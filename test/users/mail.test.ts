import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { serve } from '../../functions/relay.ts';
import { followStream } from '../../local/stream-consumers.ts';
import { invitationMail } from '../../lib/mail/invitation-mail.ts';
import type { Mail } from '../../lib/mail/mail.ts';
import { leaveUnsent } from '../../lib/mail/unsent.ts';
import type { OutgoingMail } from '../../local/mail/mailbox.ts';
import { aBerth, asAdmin, done } from '../setup/berth.ts';
import { eventually } from './eventually.ts';
import { people } from './people.ts';

const berth = await aBerth({ stream: true });
const { call } = berth;
const { invite, join, tokenFor } = people(berth);

/** What was given to the mail service, and how many times it will still refuse an address. */
const sent: Mail[] = [];
const refusals = new Map<string, number>();
async function send(mail: OutgoingMail): Promise<void> {
  sent.push(mail as Mail);
  const left = refusals.get(mail.to) ?? 0;
  refusals.set(mail.to, left - 1);
  if (left > 0) throw new Error('The mail service is not well');
}
const stream = await followStream(berth.context, {
  endpoint: process.env['DYNAMODB_ENDPOINT'] ?? '',
  mailbox: { send },
  identity: { adminUserGlobalSignOut: async () => {} },
});
afterAll(() => stream.stop());

/** The mails to an address, as soon as there are this many. */
const sentTo = (email: string, count: number) =>
  eventually(() => {
    const mails = sent.filter(({ to }) => to === email);
    return mails.length < count ? undefined : mails;
  }, stream);

test('each sending of an invitation is mailed once, with a link of its own, and nothing else is mailed', async () => {
  const account = await berth.anAccount({ name: 'Acme' });
  const email = 'ada@example.com';
  const invitation = await invite(account, email);
  const params = { accountId: account.accountId, invitationId: invitation.id };
  const as = account.admin.token;
  done(await call('editInvitation', { as, params, body: { role: 'admin' } }));
  berth.context.clock.advance(61);
  done(await call('resendInvitation', { as, params, body: {} }));
  const token = tokenFor(account, invitation.id, 2);
  done(await call('acceptInvitation', { as: (await berth.aPerson({ email })).token, body: { token } }));
  const mails = await sentTo(email, 2);
  expect(mails.map(({ eventId }) => eventId)).toEqual([`${invitation.id}.1`, `${invitation.id}.2`]);
  const { consoleOrigin } = berth.context.settings;
  const links = [invitation.token, token].map((each) => `${consoleOrigin}/invitations/accept#token=${each}`);
  expect(mails[0]?.text).toContain(`${links[0]}\n`);
  expect(mails[0]?.html).toContain(`href="${links[0]}"`);
  expect(mails[0]?.text).toContain('as a Member');
  expect(mails[1]?.text).toContain(`${links[1]}\n`);
  expect(mails[1]?.text).toContain('as an Admin');
});

test('a mail that fails is sent again until it succeeds, and holds up no other', async () => {
  const account = await berth.anAccount();
  const [bad, good] = ['bad@example.com', 'good@example.com'] as const;
  refusals.set(bad, 2);
  const invitation = await invite(account, bad);
  await invite(account, good);
  const tries = await sentTo(bad, 3);
  await stream.settled();
  expect(sent.filter(({ to }) => to === bad)).toHaveLength(3);
  expect(new Set(tries.map(({ eventId }) => eventId))).toEqual(new Set([`${invitation.id}.1`]));
  expect(await sentTo(good, 1)).toHaveLength(1);
  expect(berth.logged.filter(({ message }) => message === 'change failed')).toHaveLength(2);
  expect(JSON.stringify(berth.logged)).not.toContain(invitation.token);
});

/** The records of a batch as Lambda passes them to the function, as if what is stored now had just been written. */
async function recordsOf(sortKeys: readonly string[]): Promise<DynamoDBRecord[]> {
  const items = await berth.items();
  return sortKeys.map((sortKey, index) => {
    const item = items.find(({ sk }) => sk === sortKey) as { pk: string; sk: string };
    const [Keys, NewImage] = [{ pk: item.pk, sk: item.sk }, item].map((each) => marshall(each));
    return {
      eventID: `event-${sortKey}`,
      eventName: 'INSERT',
      dynamodb: { SequenceNumber: String(index), Keys, NewImage },
    } as DynamoDBRecord;
  });
}

test('only the failed mails of a batch are reported, and the others are not sent again with the next delivery', async () => {
  const account = await berth.anAccount();
  const names = ['one', 'broken', 'three'].map((name) => `${name}@example.com`);
  const invitations: string[] = [];
  for (const name of names) invitations.push(`INVITATION#${(await invite(account, name)).id}`);
  const told: string[] = [];
  const handle = serve({
    ...berth.context,
    sendMail: async ({ to }) => {
      told.push(to);
      if (told.length === 2) throw new Error('The mail service is not well');
    },
    signOut: async () => {},
  });
  const Records = await recordsOf(invitations);
  expect(await handle({ Records })).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
  expect(told).toEqual(names);
  // Lambda delivers everything again from the first failure on.
  expect(await handle({ Records: Records.slice(1) })).toEqual({ batchItemFailures: [] });
  expect(told).toEqual([...names, names[1]]);
});

test('where a stage has no sender, the log says which mail was not sent, and a removed user is signed out all the same', async () => {
  const account = await berth.anAccount();
  const leaving = await join(account);
  const { id, token } = await invite(account, 'nobody@example.com');
  done(await call('removeUser', asAdmin(account, { userId: leaving.userId })));
  const logged: Record<string, unknown>[] = [];
  const signedOut: string[] = [];
  const log = (line: Record<string, unknown>) => void logged.push(line);
  const handle = serve({
    ...berth.context,
    log,
    sendMail: leaveUnsent({ log }),
    signOut: async (user) => void signedOut.push(user),
  });
  const Records = await recordsOf([`INVITATION#${id}`, `FORMER_MEMBER#${leaving.userId}`]);
  expect(await handle({ Records })).toEqual({ batchItemFailures: [] });
  expect(signedOut).toEqual([leaving.userId]);
  expect(logged).toEqual([
    { level: 'warn', message: 'mail not sent: the stage has no sender', mail: `${id}.1` },
  ]);
  expect(JSON.stringify(logged)).not.toContain(token);
});

const facts = {
  accountName: 'Smith & Sons',
  inviterName: 'Ada Lovelace',
  inviterEmail: 'ada@example.com',
  role: 'member',
  email: 'bob@example.com',
  expiresAt: '2026-02-07T09:30:00.000Z',
} as const;
const LINK = 'https://console.example.com/invitations/accept#token=x';

test('the mail says who invites to which account, in which role and until when', () => {
  const { subject, text, html } = invitationMail(facts, LINK);
  expect(subject).toBe('Invitation to join Smith & Sons on Berth');
  expect(text).toBe(
    `Ada Lovelace (ada@example.com) invited you to join Smith & Sons on Berth as a Member.

You will be able to see everything, and change nothing.

Accept the invitation:
${LINK}

This link is for bob@example.com and works until 7 February 2026 at 09:30 UTC.
If you were not expecting this mail, you can ignore it.
`,
  );
  expect(html).toContain('Smith &amp; Sons');
  // A mail program fetches nothing when it shows the mail.
  expect(html).not.toMatch(/<img|<link|url\(|@import|src=/);
});

test('a name can add neither a header nor markup', () => {
  const name = '<b>Eve</b>\r\nBcc: all@example.com\u202e';
  const { subject, html } = invitationMail({ ...facts, inviterName: `"'&`, accountName: name }, LINK);
  expect(subject).toBe('Invitation to join <b>Eve</b> Bcc: all@example.com on Berth');
  expect(html).not.toContain('<b>');
  expect(html).toContain('&lt;b&gt;Eve&lt;/b&gt;');
  expect(invitationMail({ ...facts, accountName: 'x'.repeat(5_000) }, LINK).subject.length).toBeLessThan(150);
});
