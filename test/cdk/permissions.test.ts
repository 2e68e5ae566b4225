import { gzipSync } from 'node:zlib';
import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { serve as serveTokens } from '../../functions/pre-token-generation.ts';
import { serve as serveAccountReconciler } from '../../functions/account-reconciler.ts';
import { serve as serveReconciler } from '../../functions/reconciler.ts';
import { serve as serveRefusals } from '../../functions/refusals.ts';
import { serve as serveSweeper } from '../../functions/sweeper.ts';
import type { ReconciliationTask } from '../../lib/background/reconciliation.ts';
import { taskQueue } from '../../local/task-queue.ts';
import { asFunction, mayRequest } from '../setup/as-function.ts';
import { aBerth, done } from '../setup/berth.ts';
import { permissionsOf } from './permissions-of.ts';
import { ACCOUNT } from './resolved.ts';
import { isAllowed } from './simulated.ts';
import { resources, synthesised, type Resource } from './synthesised.ts';

// All tests that send a request check the functions with routes, because each function runs with the permissions of its
// role.
const berth = await aBerth();
const { call, context } = berth;

test('the functions without routes need nothing that their roles do not allow', async () => {
  const account = await berth.anAccount();
  const params = { accountId: account.accountId };
  const as = account.admin.token;
  const { id: environmentId, key } = await berth.anEnvironment(account, { maxConcurrentCalls: 3 });
  done(await call('startCall', { as: key, body: { id: 'short', leaseSeconds: 10 } }));
  const gone = await berth.anEnvironment(account);
  done(await call('deleteEnvironment', { as, params: { ...params, environmentId: gone.id } }));
  context.clock.advance(31 * 86_400);
  await serveSweeper(asFunction('sweeper', context))({ id: 'a round' });
  const tasks = taskQueue<ReconciliationTask>();
  const handOut = (some: readonly ReconciliationTask[]) => tasks.send(some);
  await serveReconciler({ ...asFunction('reconciler', context), handOut })({ thorough: true });
  await tasks.drain(serveAccountReconciler({ ...asFunction('account-reconciler', context), handOut }));
  const line = { time: new Date(context.clock.now()).toISOString(), environment: environmentId };
  const told = {
    logGroup: 'calls',
    logEvents: [{ id: '0', timestamp: context.clock.now(), message: JSON.stringify(line) }],
  };
  await serveRefusals(asFunction('refusals', context))({
    awslogs: { data: gzipSync(JSON.stringify(told)).toString('base64') },
  });
  const asked = {
    userName: account.admin.userId,
    request: { userAttributes: { sub: account.admin.userId } },
  };
  await serveTokens(asFunction('pre-token-generation', context))(
    asked as unknown as PreTokenGenerationV2TriggerEvent,
  );
  // Rounds continue after what they could not do, and the log tells about it.
  expect(berth.logged.filter(({ level }) => level === 'error')).toEqual([]);
});

test('a request that a role does not allow fails as it would in AWS', async () => {
  expect(await mayRequest('audit', { action: 'PutItem', partitions: ['AUDIT#acc_1'] })).toBe(false);
  expect(await mayRequest('audit', { action: 'Query', partitions: ['HISTORY#env_1'] })).toBe(false);
  expect(await mayRequest('audit', { action: 'Query', partitions: ['AUDIT#acc_1'] })).toBe(true);
  expect(await mayRequest('refusals', { action: 'UpdateItem', partitions: ['ACCOUNT#acc_1'] })).toBe(false);
});

test('the function that mails alerts stores whom it mailed, and changes nothing else', async () => {
  const mayUpdate = (partition: string) =>
    mayRequest('relay', { action: 'UpdateItem', partitions: [partition] });
  for (const partition of ['ALERTS#env_1', 'ADDRESS#ada@example.com'])
    expect([partition, await mayUpdate(partition)]).toEqual([partition, true]);
  for (const partition of ['ACCOUNT#acc_1', 'ENVIRONMENT#env_1', 'USER#usr_1', 'AUDIT#acc_1'])
    expect([partition, await mayUpdate(partition)]).toEqual([partition, false]);
});

test('only the function on the queue of deliveries may put events, and only on the bus of its stage', async () => {
  const { policies } = permissionsOf({});
  const arnOf = (bus: string) => `arn:aws:events:us-east-1:${ACCOUNT}:event-bus/${bus}`;
  const { templates } = synthesised({});
  const [[own]] = Object.entries(resources(templates.api, 'AWS::Events::EventBus')) as [[string, Resource]];
  for (const [name, identity] of Object.entries(policies)) {
    const may = (bus: string) =>
      isAllowed(
        {
          principal: `arn:aws:iam::${ACCOUNT}:role/${name}`,
          action: 'events:PutEvents',
          resource: arnOf(bus),
        },
        { identity },
      );
    expect([name, await may(own)]).toEqual([name, name === 'deliveries']);
    expect([name, await may('default')]).toEqual([name, false]);
  }
});

test('mail can be sent whichever identity SES asks for, and from no other address', async () => {
  const { policies } = permissionsOf({ mailFrom: 'berth@example.com', mailIdentity: 'example.com' });
  const maySend = (resource: string, from = 'berth@example.com') =>
    isAllowed(
      {
        principal: `arn:aws:iam::${ACCOUNT}:role/relay`,
        action: 'ses:SendEmail',
        resource: `arn:aws:ses:us-east-1:${ACCOUNT}:${resource}`,
        context: { 'ses:FromAddress': from },
      },
      { identity: policies.relay },
    );
  for (const resource of [
    'identity/example.com',
    'identity/berth@example.com',
    // In the sandbox SES also asks for the recipient's identity.
    'identity/somebody@example.org',
    'configuration-set/berth',
  ]) {
    expect([resource, await maySend(resource)]).toEqual([resource, true]);
    expect([resource, await maySend(resource, 'root@example.com')]).toEqual([resource, false]);
  }
});
