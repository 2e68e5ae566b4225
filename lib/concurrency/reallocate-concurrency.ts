import { allocatedCalls, readAccount } from '../accounts/account.ts';
import { allocationExceeded, changeCounts } from '../accounts/counts.ts';
import type { environments } from '../api/routes/environments.ts';
import { invalidField, Problem } from '../api/problem.ts';
import { Outdated, type UseCase } from '../call.ts';
import { reshape, type Reshaping } from '../gate/reshape.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import { MAX_WRITES } from '../table/transact.ts';
import { concurrencyView, readAllocation, type Allocation } from './concurrency.ts';
import { assertNotDraining, replaceEnvironment, type EnvironmentItem } from '../environments/environment.ts';
import { gatesToReshape, shapeFor } from '../environments/reshape-environment.ts';

type Reallocate = UseCase<(typeof environments)['reallocateConcurrency']>;
type Wanted = Parameters<Reallocate>[0]['body']['changes'];

/** One environment under its new limit. */
interface Changed extends Pick<Reshaping, 'writes'> {
  readonly before: EnvironmentItem;
  readonly after: EnvironmentItem;
}

/** The writes of a change besides those of its environments: record, membership, account, event. */
const OTHER_WRITES = 4;

/** Changes the limits of several environments in one transaction. Only the resulting total has to fit in the plan. */
export const reallocateConcurrency: Reallocate = async (call, world) => {
  const { accountId } = call.params;
  const allocation = await readAllocation(accountId, world);
  const at = instant(world.clock.now());
  const { changed, gates } = await reshapeAll(allocation, call.body.changes, at, world);
  const calls = changed.reduce(
    (sum, { before, after }) => sum + after.allocatedCalls - before.allocatedCalls,
    0,
  );

  const { account } = allocation;
  const requested = allocatedCalls(account) + calls;
  // What is given back always fits, also where a restore has left more allocated than the plan has.
  if (calls > Math.max(0, account.unallocatedCalls)) {
    // Its environments were read after the account: a change in between made the figures of two moments one sum.
    const { version } = await readAccount(world.table, accountId);
    throw version === account.version ? allocationExceeded(account, requested) : new Outdated();
  }
  const body = concurrencyView(
    {
      ...allocation,
      gates,
      account: { ...account, unallocatedCalls: account.unallocatedCalls - calls },
      environments: allocation.environments.map(
        (environment) => changed.find(({ after }) => after.id === environment.id)?.after ?? environment,
      ),
    },
    world.clock.now(),
  );
  if (call.body.dryRun || changed.length === 0) return { body };

  const writes = changed.flatMap(({ before, after, writes: ofGates }) => [
    replaceEnvironment(before, after),
    ...ofGates,
  ]);
  assertFits(writes.length + OTHER_WRITES);
  return commit(call, world, {
    account: accountId,
    writes: [...writes, changeCounts(accountId, { calls, requested }, at)],
    event: {
      action: 'concurrency.reallocated',
      target: { type: 'account', id: accountId, name: account.name },
      before: limitsOf(changed.map(({ before }) => before)),
      after: limitsOf(changed.map(({ after }) => after)),
    },
    answer: { body },
  });
};

/** The environments that get another limit. @throws not_found, environment_draining */
async function reshapeAll(
  allocation: Allocation,
  wanted: Wanted,
  at: string,
  world: Parameters<Reallocate>[1],
) {
  const gates = new Map(allocation.gates);
  const changed: Changed[] = [];
  for (const { environmentId, maxConcurrentCalls } of wanted) {
    const before = allocation.environments.find(({ id }) => id === environmentId);
    if (before === undefined) throw new Problem('not_found');
    assertNotDraining(before);
    if (before.maxConcurrentCalls === maxConcurrentCalls) continue;
    const wantedShape = shapeFor({ ...before, maxConcurrentCalls });
    const seen = await gatesToReshape(before, wantedShape, world);
    gates.set(environmentId, seen);
    const { writes, ...shape } = reshape(environmentId, seen, wantedShape, world.clock);
    const after = { ...before, ...shape, maxConcurrentCalls, updatedAt: at, version: before.version + 1 };
    changed.push({ before, after, writes });
  }
  return { changed, gates };
}

/** All or nothing means one transaction, and that has an end. Forty environments of up to forty calls always fit. */
function assertFits(writes: number): void {
  if (writes <= MAX_WRITES) return;
  const message = `takes ${writes} writes where ${MAX_WRITES} can be made in one step: change fewer large environments at a time`;
  throw invalidField('changes', message);
}

function limitsOf(environments: readonly EnvironmentItem[]): Record<string, number> {
  return Object.fromEntries(environments.map(({ id, maxConcurrentCalls }) => [id, maxConcurrentCalls]));
}
