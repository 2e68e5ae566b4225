import { followStream } from '../../local/stream-consumers.ts';
import { openMailbox } from '../../local/mail/mailbox.ts';
import { aBerth, done, type Person } from '../setup/berth.ts';
import { eventually } from './eventually.ts';

const berth = await aBerth({ stream: true });
const { call } = berth;
const mailbox = await openMailbox();
const signedOut: string[] = [];
const stream = await followStream(berth.context, {
  endpoint: process.env['DYNAMODB_ENDPOINT'] ?? '',
  mailbox,
  identity: { adminUserGlobalSignOut: async (userId) => void signedOut.push(userId) },
});
afterAll(() => stream.stop());

/** The token in the nth mail to an address. */
async function mailedToken(email: string, count: number): Promise<string> {
  const mail = await eventually(() => mailbox.mails(email).toReversed()[count - 1], stream);
  return mail.links[0]?.split('#token=')[1] ?? '';
}

test('one person is invited, joins, becomes an Admin, is removed and is invited again', async () => {
  const { accountId, admin } = await berth.anAccount({ name: 'Acme' });
  const params = { accountId };
  const email = 'grace.hopper@example.com';
  const invite = () => call('createInvitation', { as: admin.token, params, body: { email, role: 'member' } });
  const rename = (person: Person, name: string) =>
    call('renameAccount', { as: person.token, params, body: { name } });
  const accept = (person: Person, token: string) =>
    call('acceptInvitation', { as: person.token, body: { token } });
  const get = (person: Person) => call('getAccount', { as: person.token, params });

  const invitation = done(await invite());
  const token = await mailedToken(email, 1);
  const grace = await berth.aPerson({ email });
  expect(await get(grace)).toMatchObject({ status: 404 });
  expect(await call('lookUpInvitation', { as: grace.token, body: { token } })).toAnswer(200, {
    accountName: 'Acme',
    role: 'member',
    email,
    expiresAt: invitation.expiresAt,
  });
  expect(await accept(grace, token)).toAnswer(200, { accountId, role: 'member' });
  expect(await get(grace)).toAnswer(200, { userCount: 2 });
  expect(await rename(grace, 'Hers')).toBeRefused(403, 'admin_required');

  const user = { as: admin.token, params: { accountId, userId: grace.userId } };
  done(await call('changeRole', { ...user, body: { role: 'admin' } }));
  expect(await rename(grace, 'Hers')).toAnswer(200, { name: 'Hers' });

  expect(signedOut).toEqual([]);
  done(await call('removeUser', user));
  expect(await get(grace)).toMatchObject({ status: 404 });
  expect(await rename(grace, 'Still hers')).toMatchObject({ status: 404 });
  await eventually(() => signedOut[0], stream);

  done(await invite());
  const second = await mailedToken(email, 2);
  expect(second).not.toBe(token);
  expect(await get(grace)).toMatchObject({ status: 404 });
  const again = await berth.aPerson({ email });
  expect(again.userId).toBe(grace.userId);
  expect(await accept(again, second)).toAnswer(200, { role: 'member' });
  expect(await get(again)).toAnswer(200, { name: 'Hers', userCount: 2 });
  expect(await get(grace)).toMatchObject({ status: 404 });
  expect(await rename(again, 'Hers again')).toMatchObject({ status: 403 });

  const { items } = done(await call('listAuditEvents', { as: again.token, params }));
  expect(items.map(({ action }) => action)).toEqual([
    'invitation.accepted',
    'invitation.created',
    'user.removed',
    'account.updated',
    'user.updated',
    'invitation.accepted',
    'invitation.created',
    'account.created',
  ]);
  await stream.settled();
  expect(mailbox.mails()).toHaveLength(2);
  expect(signedOut).toEqual([grace.userId]);
});
