import type { DynamoDBRecord } from 'aws-lambda';
import { followStream } from '../../local/stream-consumers.ts';
import { limits } from '../../lib/api/limits.ts';
import { sweepNow } from '../setup/sweep.ts';
import { aBerth, done } from '../setup/berth.ts';
import { followUsage } from '../setup/usage.ts';
import { expectSound } from '../setup/sound.ts';
import { plant } from '../reliability/plant.ts';
import { eventually } from '../users/eventually.ts';
import { people } from '../users/people.ts';
import { alerting } from './alerts.ts';

const berth = await aBerth({ stream: true });
const { call, context } = berth;
const { clock } = context;
const usage = await followUsage(berth);
const { alertsOf, anEnvironment, mailsTo, sent, tellRefusals, tellRelay, tellUsageAgain } = alerting(
  berth,
  usage,
);
const { join } = people(berth);
const HOUR = 3_600;

/** The start of an hour, so that the test does not reach the next one. */
const onTheHour = () => clock.advance((HOUR * 1000 - (clock.now() % (HOUR * 1000))) / 1000 + 1);
const reversed = (records: DynamoDBRecord[]) => [...records, ...records.toReversed()];

test('nothing is mailed until an Admin turns it on', async () => {
  const { environment, params, admin, start } = await anEnvironment({});
  const settings = await call('getEnvironmentSettings', { as: admin.token, params });
  expect(settings.body.alerts).toEqual({
    nearPercent: null,
    refusals: false,
    expiredCalls: null,
    mailTo: [],
  });
  for (let calls = 0; calls < 5; calls += 1) done(await start());
  await usage.caughtUp(environment.id);
  await tellRefusals(environment.id);
  expect(await alertsOf(environment.id)).toEqual([]);
});

test('an alert about a limit that is near is mailed once an hour, however often changes are delivered and to whichever process', async () => {
  onTheHour();
  const { admin, environment, start } = await anEnvironment({ nearPercent: 80 });
  for (let calls = 0; calls < 3; calls += 1) done(await start());
  await usage.caughtUp(environment.id);
  expect(await alertsOf(environment.id)).toEqual([]);
  for (let calls = 0; calls < 2; calls += 1) done(await start());
  await usage.caughtUp(environment.id);
  await tellRelay(environment.id);
  await tellUsageAgain(environment.id, reversed);
  await tellRelay(environment.id);
  expect(mailsTo(admin.email)).toHaveLength(1);
  const [mail] = mailsTo(admin.email);
  expect(mail?.subject).toMatch(/^Berth alert: [45] of 5 calls in use in e-/);
  expect(mail?.text).toContain('80 % of the limit or more');
  expect(mail?.text).toContain(`/${environment.id}/environment-settings`);
  expect(await alertsOf(environment.id)).toMatchObject([{ mails: { [admin.userId]: 'sent' } }]);
});

test('only the first refused start of each hour is mailed', async () => {
  onTheHour();
  const { admin, environment } = await anEnvironment({ refusals: true });
  await tellRefusals(environment.id, 3);
  await tellRefusals(environment.id, 2);
  await tellRelay(environment.id);
  await tellRefusals(environment.id);
  await tellRelay(environment.id);
  expect(mailsTo(admin.email).map(({ subject }) => subject)).toEqual([
    `Berth alert: calls refused in ${environment.name}`,
  ]);
  clock.advance(HOUR);
  await tellRefusals(environment.id);
  await tellRelay(environment.id);
  expect(mailsTo(admin.email)).toHaveLength(2);
  expect(new Set(sent.map(({ eventId }) => eventId)).size).toBe(sent.length);
});

test('lost calls are mailed when they reach the set number in an hour, and each is counted once', async () => {
  onTheHour();
  const { admin, environment, start } = await anEnvironment({ expiredCalls: 3 }, 10);
  const lose = async (count: number) => {
    for (let calls = 0; calls < count; calls += 1) done(await start(10));
    clock.advance(11);
    await sweepNow(context);
    await usage.caughtUp(environment.id);
  };
  await lose(2);
  // An ended call is not lost.
  const { id } = done(await start());
  done(await call('endCall', { as: environment.key, params: { callId: id } }));
  await usage.caughtUp(environment.id);
  for (let again = 0; again < 3; again += 1) await tellUsageAgain(environment.id, reversed);
  expect(await alertsOf(environment.id)).toEqual([]);
  await lose(4);
  await tellUsageAgain(environment.id, reversed);
  await tellRelay(environment.id);
  await tellRelay(environment.id);
  expect(mailsTo(admin.email).map(({ subject }) => subject)).toEqual([
    `Berth alert: 3 calls lost in ${environment.name}`,
  ]);
  await expectSound(berth);
});

test('a mail that fails is sent again, and the mails that arrived are not', async () => {
  const { account, admin, edit, environment } = await anEnvironment({ refusals: true });
  const other = await join(account, 'admin');
  done(await edit({ mailTo: [admin.userId, other.userId] }));
  await tellRefusals(environment.id);
  const failing = await tellRelay(environment.id, async ({ to }) => {
    if (to === other.email) throw new Error('The mail service is not well');
  });
  expect(failing.batchItemFailures).toHaveLength(1);
  expect((await tellRelay(environment.id)).batchItemFailures).toEqual([]);
  await tellRelay(environment.id);
  expect(mailsTo(admin.email)).toHaveLength(1);
  expect(mailsTo(other.email)).toHaveLength(1);
});

test('someone who is no longer an Admin when the alert is mailed gets no mail', async () => {
  const { account, admin, edit, environment } = await anEnvironment({ refusals: true });
  const [lowered, removed] = [await join(account, 'admin'), await join(account, 'admin')];
  done(await edit({ mailTo: [admin.userId, lowered.userId, removed.userId] }));
  const of = ({ userId }: { userId: string }) => ({ accountId: account.accountId, userId });
  done(await call('changeRole', { as: admin.token, params: of(lowered), body: { role: 'member' } }));
  done(await call('removeUser', { as: admin.token, params: of(removed) }));
  await tellRefusals(environment.id);
  await tellRelay(environment.id);
  expect(mailsTo(admin.email)).toHaveLength(1);
  expect([...mailsTo(lowered.email), ...mailsTo(removed.email)]).toEqual([]);
  // A user who is already named does not block the other changes.
  expect(await edit({ nearPercent: 90 })).toMatchObject({ status: 200 });
});

test('an address gets a limited number of alerts a day over all accounts, and the next one is only logged', async () => {
  clock.advance(24 * HOUR);
  onTheHour();
  const { admin, environment } = await anEnvironment({ refusals: true });
  const midnight = clock.now() - (clock.now() % (24 * HOUR * 1000));
  for (let mails = 0; mails <= limits.alertsToAnAddressADay; mails += 1)
    await tellRefusals(environment.id, 1, midnight - mails * HOUR * 1000);
  await tellRelay(environment.id);
  await tellRelay(environment.id);
  expect(mailsTo(admin.email)).toHaveLength(limits.alertsToAnAddressADay);
  expect(berth.logged).toContainEqual(
    expect.objectContaining({ message: 'mail not sent: the address has reached its daily limit of alerts' }),
  );
  await expectSound(berth);
});

test('an edit changes only the alert fields that it names, and the audit trail records it', async () => {
  const { account, admin, edit, environment, params } = await anEnvironment({ nearPercent: 80 });
  const settings = await edit({ expiredCalls: 10 });
  const alerts = { nearPercent: 80, refusals: false, expiredCalls: 10, mailTo: [admin.userId] };
  expect(settings).toAnswer(200, { alerts });
  const audit = await call('listAuditEvents', {
    as: admin.token,
    params: { accountId: account.accountId },
    query: { action: 'settings.updated' },
  });
  expect(done(audit).items[0]).toMatchObject({
    before: { alerts: { ...alerts, expiredCalls: null } },
    after: { alerts },
  });
  const member = await join(account);
  const stranger = await berth.aPerson();
  // From here on the key counts as used.
  done(await call('getSettings', { as: environment.key }));
  const before = await berth.items();
  expect(done(await edit({ expiredCalls: 10 })).alerts).toEqual(alerts);
  for (const { userId } of [member, stranger])
    expect(await edit({ mailTo: [admin.userId, userId] })).toAnswer(422, {
      errors: [{ path: 'alerts.mailTo' }],
    });
  const body = { alerts: { mailTo: [] } };
  expect(await call('editSettings', { as: environment.key, body })).toAnswer(422, {
    errors: [{ path: 'alerts' }],
  });
  expect(await call('editEnvironmentSettings', { as: member.token, params, body })).toMatchObject({
    status: 403,
  });
  expect(await berth.items()).toEqual(before);
});

test.each([
  [{ nearPercent: 49 }, 'alerts.nearPercent'],
  [{ nearPercent: 100 }, 'alerts.nearPercent'],
  [{ expiredCalls: 0 }, 'alerts.expiredCalls'],
  [{ expiredCalls: 1001 }, 'alerts.expiredCalls'],
  [{ refusals: null }, 'alerts.refusals'],
  [{ mailTo: ['ada@example.com'] }, 'alerts.mailTo.0'],
  [{}, 'alerts'],
])('%j is refused as alerts', async (alerts, path) => {
  const { edit } = await anEnvironment({});
  expect(await edit(alerts as never)).toAnswer(422, { errors: [{ path }] });
});

test.each([
  ['an alert that is raised whether there is one or not', 'attribute_not_exists(pk)', 'mails'],
  ['a mail that is not noted as sent', 'mails.#user0', 'sent'],
] as const)('%s would be noticed', async (_name, part, what) => {
  const { admin, environment } = await anEnvironment({ refusals: true });
  const bug = plant(context.table, {
    write: (write) => {
      const { ConditionExpression: condition, UpdateExpression: expression = '', Key } = write;
      if (!String(Key?.['sk']).startsWith('ALERT#')) return write;
      if (what === 'mails' && condition === part) {
        const { ConditionExpression: _, ...unconditional } = write;
        return unconditional;
      }
      const isSent =
        expression.includes(part) && Object.values(write.ExpressionAttributeValues ?? {}).includes('sent');
      return what === 'sent' && isSent
        ? { ...write, ExpressionAttributeValues: { ':state': 'counted' } }
        : write;
    },
  });
  for (let again = 0; again < 2; again += 1) {
    await tellRefusals(environment.id);
    await tellRelay(environment.id);
  }
  bug.remove();
  expect(bug.altered()).toBeGreaterThan(0);
  expect(mailsTo(admin.email)).toHaveLength(2);
});

test('the stream of the table leads from the start of a call to the mail', async () => {
  onTheHour();
  const mails: { to: string; subject: string }[] = [];
  const stream = await followStream(context, {
    endpoint: process.env['DYNAMODB_ENDPOINT'] ?? '',
    mailbox: { send: async (mail) => void mails.push(mail) },
    identity: { adminUserGlobalSignOut: async () => {} },
  });
  const { admin, start } = await anEnvironment({ nearPercent: 50 }, 2);
  done(await start());
  const own = () => mails.filter(({ to }) => to === admin.email);
  await eventually(() => own()[0], stream);
  done(await start());
  await stream.settled();
  await stream.stop();
  expect(own().map(({ subject }) => subject)).toEqual([expect.stringMatching(/1 of 2 calls in use/)]);
});
