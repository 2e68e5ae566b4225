import { sweep } from '../../lib/background/sweep.ts';
import { mailExpiry } from '../../lib/mail/mail-expiry.ts';
import type { Mail } from '../../lib/mail/mail.ts';
import { keys } from '../../lib/table/keys.ts';
import { read } from '../../lib/table/table.ts';
import { aBerth, done } from '../setup/berth.ts';

const berth = await aBerth();
const { call, context } = berth;
const DAY = 24 * 3600;
const account = await berth.anAccount();
const { accountId, admin } = account;
await berth.aMember(account);
const as = admin.token;
const at = (days: number) => new Date(context.clock.now() + days * DAY * 1000).toISOString();

/** What a round of the sweeper does with the service accounts, and the mails of that, delivered twice. */
async function aRound(): Promise<Mail[]> {
  const key = keys.serviceAccounts(accountId);
  const before = await read<object>(context.table, key);
  await sweep({ requestId: 'sweep' }, context);
  const after = await read<object>(context.table, key);
  const mails = new Map<string, Mail>();
  const sendMail = async (mail: Mail) => void mails.set(mail.eventId, mail);
  const change = { id: 'change', key, at: context.clock.now(), before, after };
  await mailExpiry(change, { ...context, sendMail });
  await mailExpiry(change, { ...context, sendMail });
  return [...mails.values()];
}
const mailed = async () => (await aRound()).map(({ to, subject }) => [to, subject]);

test('Admins are reminded seven days and one day before a service account expires, once each', async () => {
  const body = { name: 'Pipeline', role: 'admin' as const, expiresAt: at(30) };
  const created = done(await call('createServiceAccount', { as, params: { accountId }, body }));
  const params = { accountId, serviceAccountId: created.id };
  expect(await mailed()).toEqual([]);
  context.clock.advance(23 * DAY + 60);
  expect(await mailed()).toEqual([[admin.email, 'Service account expires in 7 days: Pipeline']]);
  context.clock.advance(DAY);
  expect(await mailed()).toEqual([]);
  // An edit of something else does not cause another mail.
  done(await call('editServiceAccount', { as, params, body: { name: 'CI' } }));
  context.clock.advance(5 * DAY);
  expect(await mailed()).toEqual([[admin.email, 'Service account expires in a day: CI']]);

  // A later expiry starts the reminders again.
  done(await call('editServiceAccount', { as, params, body: { expiresAt: at(10) } }));
  expect(await mailed()).toEqual([]);
  context.clock.advance(3 * DAY + 60);
  expect(await mailed()).toEqual([[admin.email, 'Service account expires in 7 days: CI']]);
  done(await call('editServiceAccount', { as, params, body: { expiresAt: null } }));
  context.clock.advance(30 * DAY);
  expect(await mailed()).toEqual([]);
});

test('a service account that expires within a week of its creation gets its reminder on the last day', async () => {
  const body = { name: 'Short', role: 'member' as const, expiresAt: at(3) };
  done(await call('createServiceAccount', { as, params: { accountId }, body }));
  expect(await mailed()).toEqual([]);
  context.clock.advance(2 * DAY + 60);
  expect(await mailed()).toEqual([[admin.email, 'Service account expires in a day: Short']]);
});
