import { randomUUID } from 'node:crypto';
import { take } from '../../bench/gate/berth.ts';
import { limits } from '../../lib/api/limits.ts';
import { MAX_WRITES } from '../../lib/table/transact.ts';
import { aBerth, asAdmin, done, inEnvironment } from '../setup/berth.ts';
import { aTelephoneNumber } from '../setup/resources.ts';
import { sectionInDocs } from './docs.ts';

const berth = await aBerth();
const { call, context } = berth;

const rows: { readonly name: string; readonly transactions: readonly number[] }[] = [];

/** Notes how many items each transaction of a request writes. */
async function row(name: string, run: () => Promise<{ status: number; body: unknown }>): Promise<void> {
  const transactions: number[] = [];
  context.table.documents.middlewareStack.add(
    (next) => (request) => {
      const { TransactItems } = request.input as { readonly TransactItems?: readonly object[] };
      if (TransactItems !== undefined) transactions.push(TransactItems.length);
      return next(request);
    },
    { step: 'initialize', name: 'sizes' },
  );
  done(await run());
  context.table.documents.middlewareStack.remove('sizes');
  rows.push({ name, transactions });
}

const once = () => ({ headers: { 'idempotency-key': randomUUID() } });
const most = limits.environmentCalls;

async function inOneEnvironment() {
  const account = await berth.anAccount({ plan: limits.planCalls });
  const ofAccount = asAdmin(account);
  await row('`createEnvironment`: 10,000 calls', () =>
    call('createEnvironment', { ...ofAccount, ...once(), body: { name: 'Large', maxConcurrentCalls: most } }),
  );
  const { id, key } = await berth.anEnvironment(account, { maxConcurrentCalls: most });
  const ofIt = inEnvironment(account, id);
  const machine = { as: key };
  await row('`editEnvironment`: halves 10,000 calls and renames', () =>
    call('editEnvironment', { ...ofIt, body: { maxConcurrentCalls: most / 2, name: 'Half' } }),
  );
  await row('`rotateApiKey`: 50 gates', () => call('rotateApiKey', { ...ofIt, ...once(), body: {} }));
  const agentId = done(await call('createAgent', { ...machine, body: { name: 'Agent' } })).id;
  const numberId = done(await call('createNumber', { ...machine, body: { e164: aTelephoneNumber() } })).id;
  const campaign = { name: 'Spring', agentId, numberId, maxConcurrentCalls: 10 };
  const params = { campaignId: done(await call('createCampaign', { ...machine, body: campaign })).id };
  const contacts = Array.from({ length: limits.contacts }, (_, n) => ({ e164: `+4930${10_000_000 + n}` }));
  await row('`replaceContacts`: 10,000', () =>
    call('replaceContacts', { ...machine, params, body: contacts }),
  );
  await row('`editCampaign`: starts one with a limit, 50 gates', () =>
    call('editCampaign', { ...machine, params, body: { status: 'running' } }),
  );
  await row('`deleteCampaign`: it runs, 10,000 contacts', () =>
    call('deleteCampaign', { ...machine, params }),
  );
  await row('`deleteEnvironment`: 50 gates', () => call('deleteEnvironment', ofIt));
  await row('`restoreEnvironment`: 50 gates', () =>
    call('restoreEnvironment', { ...ofIt, ...once(), body: {} }),
  );
  await take({ context }, id, most / 2);
  await row('`deleteEnvironment`: drains 5,000 calls', () =>
    call('deleteEnvironment', { ...ofIt, query: { drain: true } }),
  );
}

/** Three environments of 40 with 29 named calls each: one more, and it would be refused. */
async function theLargestReallocation() {
  const account = await berth.anAccount({ plan: 1_000 });
  const changes: { environmentId: string; maxConcurrentCalls: number }[] = [];
  for (let made = 0; made < 3; made += 1) {
    const { id, key } = await berth.anEnvironment(account, { maxConcurrentCalls: 40 });
    for (let n = 0; n < 29; n += 1) done(await call('startCall', { as: key, body: { id: `call-${n}` } }));
    changes.push({ environmentId: id, maxConcurrentCalls: 60 });
  }
  await row('`reallocateConcurrency`: the most that is not refused', () =>
    call('reallocateConcurrency', { ...asAdmin(account), ...once(), body: { changes } }),
  );
}

/** As many environments as an account may have, of these limits in turn. */
async function ofOperators() {
  const account = await berth.anAccount({ plan: limits.planCalls });
  for (let count = 1; count < limits.environments; count += 1)
    await berth.anEnvironment(account, { maxConcurrentCalls: [most, 2_000, 40][count % 3] ?? 0 });
  const { token: as } = await berth.aPerson({ groups: ['operators'] });
  const asOperator = { as, params: { accountId: account.accountId } };
  await row('`suspendAccount`: 40 environments of up to 10,000 calls', () =>
    call('suspendAccount', { ...asOperator, body: { reason: 'Unpaid' } }),
  );
  await row('`resumeAccount`: the same', () => call('resumeAccount', { ...asOperator, body: {} }));
  await row('`closeAccount`: the same', () => call('closeAccount', { ...asOperator, body: {} }));
  await row('`resumeAccount`: after it was closed', () => call('resumeAccount', { ...asOperator, body: {} }));
  const body = { name: 'Less', maxConcurrentCalls: 1_000, lowerEnvironments: true };
  await row('`setPlan`: lowers all of them', () => call('setPlan', { ...asOperator, body }));
}

test('docs/performance.md says how many items the largest transactions write, and none writes more than DynamoDB takes', async () => {
  await inOneEnvironment();
  await theLargestReallocation();
  await ofOperators();
  const sizes = rows.map(({ transactions }) => Math.max(...transactions));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_WRITES);
  const lines = rows.map(
    ({ name, transactions }, at) => `| ${name} | ${transactions.length} | ${sizes[at]} |`,
  );
  const head = '| operation | transactions | items in the largest |\n|---|--:|--:|';
  const counts = await sectionInDocs('transactions', `${head}\n${lines.join('\n')}\n`);
  expect(counts.written).toBe(counts.counted);
}, 600_000);
