import { take } from '../../bench/gate/berth.ts';
import { meter } from '../../bench/measure/meter.ts';
import { limits } from '../../lib/api/limits.ts';
import { aBerth, asAdmin, done } from '../setup/berth.ts';
import { aTelephoneNumber } from '../setup/resources.ts';
import { costTable, sectionInDocs, type Row } from './docs.ts';

const berth = await aBerth();
const { call, context } = berth;
const counter = meter(context.table.documents, process.env['DYNAMODB_ENDPOINT'] ?? '');

const rows: Row[] = [];
const row = async (name: string, run: () => Promise<{ status: number }>, isRefused = false) => {
  let status = 0;
  const cost = await counter.costOfAll(async () => {
    ({ status } = await run());
  });
  expect({ name, isRefused: status >= 300 }).toEqual({ name, isRefused });
  rows.push({ name, cost });
};

/** A number that ends in zeros takes fewer bytes, so all leases end at an instant without them. */
const clock = { ...context.clock, now: () => context.clock.now() - (context.clock.now() % 1_000) + 1 };

/** As many environments as an account may have, each with as many running calls as it may have. */
async function aLargestAccount() {
  const account = await berth.anAccount({ plan: limits.planCalls });
  const environments = [];
  for (let count = 1; count < limits.environments; count += 1)
    environments.push(await berth.anEnvironment(account, { maxConcurrentCalls: limits.environmentCalls }));
  await Promise.all(
    environments.map(({ id }) => take({ context: { ...context, clock } }, id, limits.environmentCalls)),
  );
  const [first] = environments;
  if (first === undefined) throw new Error('There is no environment');
  return { account, first };
}

/** As many secrets as an Admin can have been shown: webhooks with the longest URLs, and service accounts. */
async function exposeAll(
  { token: as }: { token: string },
  environments: readonly string[],
  params: { accountId: string },
): Promise<void> {
  const body = { url: `https://example.com/${'p'.repeat(2_028)}`, events: ['call.ended' as const] };
  const create = async (environmentId: string) => {
    for (let count = 0; count < limits.webhooks; count += 1)
      done(await call('createWebhook', { as, params: { ...params, environmentId }, body }));
  };
  await Promise.all(environments.map(create));
  for (let count = 0; count < limits.serviceAccounts; count += 1)
    done(await call('createServiceAccount', { as, params, body: { name: 'Pipeline', role: 'admin' } }));
}

/** The longest prompt that is allowed. */
const prompt = 'p'.repeat(limits.promptBytes);

test('docs/performance.md says what operations cost in the largest account', async () => {
  const { account, first } = await aLargestAccount();
  const { accountId, admin } = account;
  const as = admin.token;
  const ofAccount = { as, params: { accountId } };
  const ofFirst = { as, params: { accountId, environmentId: first.id } };
  const machine = { as: first.key };

  await row('`getConcurrency`: 40 environments of 10,000 running calls', () =>
    call('getConcurrency', ofAccount),
  );
  await row('`listEnvironments`: the same', () => call('listEnvironments', ofAccount));
  await row('`getOwnConcurrency`: 10,000 running calls', () => call('getOwnConcurrency', machine));
  await row('`listEnvironmentCalls`: a page of 100 of them', () =>
    call('listEnvironmentCalls', { ...ofFirst, query: { limit: limits.pageItems } }),
  );
  const { items } = done(await call('listCalls', { ...machine, query: { limit: limits.pageItems } }));
  const ids = items.map(({ id }) => id);
  await row('`heartbeatCalls`: 100 of them', () => call('heartbeatCalls', { ...machine, body: { ids } }));
  await row(
    '`startCall`, refused: 10,000 of 10,000 run',
    () => call('startCall', { ...machine, body: {} }),
    true,
  );
  await row('`rotateApiKey`: 10,000 running calls', () =>
    call('rotateApiKey', { ...ofFirst, body: { graceSeconds: 3_600 } }),
  );
  await row('`editEnvironment`: pauses 10,000 running calls', () =>
    call('editEnvironment', { ...ofFirst, body: { paused: true } }),
  );
  await row('`editEnvironment`: halves a limit of 10,000 running calls', () =>
    call('editEnvironment', { ...ofFirst, body: { maxConcurrentCalls: limits.environmentCalls / 2 } }),
  );
  // One step makes a hundred writes, so it can change one environment of fifty gates, or forty of a single gate.
  const changes = [
    { environmentId: first.id, maxConcurrentCalls: limits.environmentCalls },
    { environmentId: account.defaultId, maxConcurrentCalls: 1 },
  ];
  await row('`reallocateConcurrency`: doubles a limit of 10,000 running calls', () =>
    call('reallocateConcurrency', { ...ofAccount, body: { changes } }),
  );

  const { id: agentId } = done(await call('createAgent', { ...machine, body: { name: 'Agent', prompt } }));
  await row('`editAgent`: a prompt of 32 KB', () =>
    call('editAgent', { ...machine, params: { agentId }, body: { prompt: prompt.replace('p', 'q') } }),
  );
  for (let count = 1; count < limits.pageItems; count += 1)
    done(await call('createAgent', { ...machine, body: { name: `Agent ${count}`, prompt } }));
  await row('`listAgents`: a page of 100 such', () =>
    call('listAgents', { ...machine, query: { limit: limits.pageItems } }),
  );
  const { id: numberId } = done(
    await call('createNumber', { ...machine, body: { e164: aTelephoneNumber() } }),
  );
  const campaign = { name: 'Spring', agentId, numberId };
  const { id: campaignId } = done(await call('createCampaign', { ...machine, body: campaign }));
  const contacts = Array.from({ length: limits.contacts }, (_, index) => ({
    e164: `+4930${10_000_000 + index}`,
  }));
  await row('`replaceContacts`: 10,000', () =>
    call('replaceContacts', { ...machine, params: { campaignId }, body: contacts }),
  );

  const operator = (await berth.aPerson({ groups: ['operators'] })).token;
  const asOperator = { as: operator, params: { accountId } };
  await row('`inspectAccount`: 40 environments of 10,000 calls', () => call('inspectAccount', asOperator));
  await row('`suspendAccount`: 40 environments of 10,000 calls', () =>
    call('suspendAccount', { ...asOperator, body: { reason: 'Unpaid' } }),
  );

  const small = await berth.anAccount({ plan: 400 });
  const others = [];
  for (let count = 1; count < limits.environments; count += 1)
    others.push(await berth.anEnvironment(small, { maxConcurrentCalls: 5 }));
  const ofSmall = asAdmin(small);
  const raised = others.map(({ id }) => ({ environmentId: id, maxConcurrentCalls: 6 }));
  await row('`reallocateConcurrency`: 39 environments', () =>
    call('reallocateConcurrency', { ...ofSmall, body: { changes: raised } }),
  );
  const plan = { name: 'Less', maxConcurrentCalls: 100, lowerEnvironments: true };
  await row('`setPlan`: lowers 40 environments', () =>
    call('setPlan', { as: operator, params: ofSmall.params, body: plan }),
  );

  await exposeAll(small.admin, [small.defaultId, ...others.map(({ id }) => id)], ofSmall.params);
  await row('`getExposure`: 40 environments of ten webhooks, 20 service accounts', () =>
    call('getExposure', { ...ofSmall, params: { ...ofSmall.params, userId: small.admin.userId } }),
  );
  const costs = await sectionInDocs('largest', costTable(rows));
  expect(costs.written).toBe(costs.counted);
}, 600_000);
