import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { fileDueOf, sweepFiled, sweepNow } from '../setup/sweep.ts';
import { keys } from '../../lib/table/keys.ts';
import { aBerth, asAdmin, done, type TestAccount } from '../setup/berth.ts';

const berth = await aBerth();
const { call, context } = berth;
const sweep = () => sweepNow(context);

const start = (key: string, count: number) =>
  Promise.all(
    Array.from({ length: count }, async () =>
      done(await call('startCall', { as: key, body: { leaseSeconds: 10 } })),
    ),
  );
const allocatedIn = async (account: TestAccount) =>
  done(await call('getAccount', asAdmin(account))).allocatedConcurrentCalls;

test('the sweeper returns to the plan what crashed holders kept above a lowered limit', async () => {
  const { account, key, of } = await berth.aPlace({ maxConcurrentCalls: 10 });
  await start(key, 8);
  done(await call('editEnvironment', { ...of, body: { maxConcurrentCalls: 2 } }));
  expect(await allocatedIn(account)).toBe(28);
  await sweep();
  expect(await allocatedIn(account)).toBe(28);
  context.clock.advance(11);
  expect(await sweep()).toMatchObject({ reclaimed: 1, failed: 0 });
  expect(await allocatedIn(account)).toBe(22);
  expect(await sweep()).toMatchObject({ reclaimed: 0, failed: 0 });
});

test('the sweeper deletes a draining environment whose last holder crashed, in the name of the system', async () => {
  const { account, id, key, of } = await berth.aPlace({ name: 'old', maxConcurrentCalls: 10 });
  await start(key, 3);
  expect((await call('deleteEnvironment', { ...of, query: { drain: true } })).status).toBe(204);
  expect(await allocatedIn(account)).toBe(23);
  context.clock.advance(11);
  await sweep();
  expect(await call('getEnvironment', of)).toMatchObject({ status: 404 });
  expect(await allocatedIn(account)).toBe(20);
  const { items } = done(await call('listAuditEvents', { ...asAdmin(account), query: { targetId: id } }));
  expect(items).toMatchObject([
    { action: 'environment.deleted', actor: { type: 'system' }, requestId: 'a round' },
    { action: 'environment.draining', actor: { type: 'user', id: account.admin.userId } },
    { action: 'environment.created' },
  ]);
});

test('the sweeper removes expired leases and keeps live ones', async () => {
  const { id, key } = await berth.aPlace({ maxConcurrentCalls: 10 });
  await start(key, 4);
  const living = done(await call('startCall', { as: key, body: { leaseSeconds: 60 } }));
  context.clock.advance(11);
  await sweep();
  const gate = (await berth.items()).find(({ pk, sk }) => pk === `ENVIRONMENT#${id}` && sk === 'GATE');
  expect(Object.keys(gate?.['l'] as object)).toEqual([living.id]);
});

test('after 30 days nothing is left of a deleted environment except its audit trail', async () => {
  const { account, id, key, of } = await berth.aPlace({ plan: 100, maxConcurrentCalls: 60 });
  // In an environment of several gates a named call has a row of its own.
  done(await call('startCall', { as: key, body: { id: 'named', leaseSeconds: 10 } }));
  context.clock.advance(11);
  done(await call('deleteEnvironment', of));
  await sweep();
  context.clock.advance(30 * 24 * 3600 - 60);
  expect(await sweep()).toMatchObject({ purged: 0 });
  context.clock.advance(120);
  expect(await call('restoreEnvironment', of)).toMatchObject({ status: 404 });
  expect(await sweep()).toMatchObject({ purged: expect.any(Number), failed: 0 });
  const left = (await berth.items()).filter(({ pk }) => !String(pk).startsWith('AUDIT#'));
  expect(JSON.stringify(left)).not.toContain(id.slice(4));
  const { items } = done(
    await call('listAuditEvents', { ...asAdmin(account), query: { targetId: id, limit: 1 } }),
  );
  expect(items).toMatchObject([{ action: 'environment.purged', actor: { type: 'system', id: 'sweeper' } }]);
});

test('an environment that fails does not keep others from their turn, and is counted for an alarm', async () => {
  const { account, ...broken } = await berth.aPlace({ maxConcurrentCalls: 5 });
  const sound = await berth.anEnvironment(account, { maxConcurrentCalls: 5 });
  await start(broken.key, 2);
  await start(sound.key, 2);
  await fileDueOf(context);
  context.clock.advance(90);
  const putLeases = (leases: object | null) =>
    context.table.documents.send(
      new UpdateCommand({
        TableName: context.table.name,
        Key: keys.gate(broken.id),
        UpdateExpression: 'SET l = :l',
        ExpressionAttributeValues: { ':l': leases },
      }),
    );
  const told = () => berth.logged.findLast(({ message }) => message === 'sweep');
  await putLeases(null);
  expect(await sweepFiled(context)).toMatchObject({ failed: 1 });
  expect(told()).toMatchObject({
    _aws: {
      Timestamp: expect.any(Number),
      CloudWatchMetrics: [
        {
          Namespace: 'Berth',
          Dimensions: [['Table', 'Function']],
          Metrics: [{ Name: 'Failed', Unit: 'Count' }],
        },
      ],
    },
    Table: context.table.name,
    Function: 'sweeper',
    Failed: 1,
  });
  expect(berth.logged).toContainEqual(
    expect.objectContaining({ level: 'error', message: 'sweep failed', environmentId: broken.id }),
  );
  const gate = (await berth.items()).find(({ pk, sk }) => pk === `ENVIRONMENT#${sound.id}` && sk === 'GATE');
  expect(gate?.['l']).toEqual({});
  // It is filed again behind the others, and looked at in the next round.
  expect(await sweepFiled(context)).toMatchObject({ looked: 0 });
  await putLeases({});
  context.clock.advance(61);
  expect(await sweepFiled(context)).toMatchObject({ looked: 1, failed: 0 });
  expect(told()).toMatchObject({ Failed: 0 });
});
