import { allocatedCalls, callsLeft } from '../accounts/account.ts';
import { allocationExceeded, changeCounts } from '../accounts/counts.ts';
import { limits } from '../api/limits.ts';
import type { environments } from '../api/routes/environments.ts';
import { invalidField, Problem } from '../api/problem.ts';
import type { UseCase } from '../request.ts';
import { hasExpired } from '../gate/lease.ts';
import { allocationUnder, resizeGates, type Resizing } from '../gate/sizing/resize-gates.ts';
import { commit } from '../change/commit.ts';
import { instant, type Clock } from '../clock.ts';
import { MAX_WRITES } from '../table/transact.ts';
import type { Context } from '../context.ts';
import { concurrencyView, readAllocation, type Allocation } from './concurrency.ts';
import { assertNotDraining, replaceEnvironment, type EnvironmentItem } from '../environments/environment.ts';
import { aboveLimit } from '../environments/environment-limit.ts';
import { gatesToResize, shapeFor } from '../environments/resize-environment.ts';

type Reallocate = UseCase<(typeof environments)['reallocateConcurrency']>;
type Changes = Parameters<Reallocate>[0]['body']['changes'];

/** One environment under its new limit. */
interface Changed extends Pick<Resizing, 'writes'> {
  readonly before: EnvironmentItem;
  readonly after: EnvironmentItem;
}

/** The writes of a change besides those of its environments: record, membership, account, event. */
const OTHER_WRITES = 4;

/** Changes the limits of several environments in one transaction. Only the resulting total has to fit in the plan. */
export const reallocateConcurrency: Reallocate = async (request, context) => {
  const { accountId } = request.params;
  const { changes, dryRun } = request.body;
  const allocation = await readAllocation(accountId, context);
  const { account } = allocation;
  const at = instant(context.clock.now());
  const changed = await Promise.all(
    wantedIn(allocation, changes).map(async (wanted) =>
      dryRun ? foreseen(wanted, allocation, context.clock) : resized(wanted, allocation, at, context),
    ),
  );
  const calls = changed.reduce(
    (sum, { before, after }) => sum + after.allocatedCalls - before.allocatedCalls,
    0,
  );
  const requested = allocatedCalls(account) + calls;
  // What is given back always fits, also where a restore has left more allocated than the plan has.
  if (calls > callsLeft(account)) throw allocationExceeded(account, requested);
  const above = changes.findIndex(({ maxConcurrentCalls }) => maxConcurrentCalls > limits.environmentCalls);
  if (above >= 0) throw aboveLimit(`changes.${above}.maxConcurrentCalls`);

  const body = concurrencyView(
    {
      ...allocation,
      account: { ...account, unallocatedCalls: account.unallocatedCalls - calls },
      environments: allocation.environments.map(
        (environment) => changed.find(({ after }) => after.id === environment.id)?.after ?? environment,
      ),
    },
    context.clock.now(),
  );
  if (dryRun || changed.length === 0) return { body };

  const writes = changed.flatMap(({ before, after, writes: ofGates }) => [
    replaceEnvironment(before, after),
    ...ofGates,
  ]);
  assertFits(writes.length + OTHER_WRITES);
  return commit(request, context, {
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

/** An environment that is to get another limit than it has. */
interface Wanted {
  readonly before: EnvironmentItem;
  readonly maxConcurrentCalls: number;
}

/** @throws not_found, environment_draining */
function wantedIn({ environments: standing }: Allocation, changes: Changes): Wanted[] {
  const wanted = changes.map(({ environmentId, maxConcurrentCalls }) => {
    const before = standing.find(({ id }) => id === environmentId);
    if (before === undefined) throw new Problem('not_found');
    assertNotDraining(before);
    return { before, maxConcurrentCalls };
  });
  return wanted.filter(({ before, maxConcurrentCalls }) => before.maxConcurrentCalls !== maxConcurrentCalls);
}

/** What a change would come to, with nothing written for it: leases that have run out are only left out of account. */
function foreseen({ before, maxConcurrentCalls }: Wanted, { gates }: Allocation, clock: Clock): Changed {
  const now = clock.now();
  const live = (gates.get(before.id) ?? []).map((gate) => ({
    ...gate,
    l: Object.fromEntries(Object.entries(gate.l).filter(([, lease]) => !hasExpired(lease, now))),
  }));
  const after = { ...before, ...allocationUnder(maxConcurrentCalls, live), maxConcurrentCalls };
  return { before, after, writes: [] };
}

async function resized(
  { before, maxConcurrentCalls }: Wanted,
  { gates }: Allocation,
  at: string,
  context: Context,
): Promise<Changed> {
  const wantedShape = shapeFor({ ...before, maxConcurrentCalls });
  const seen = await gatesToResize(before, wantedShape, context, gates.get(before.id));
  const { writes, ...shape } = resizeGates(before.id, seen, wantedShape, context.clock);
  const after = { ...before, ...shape, maxConcurrentCalls, updatedAt: at, version: before.version + 1 };
  return { before, after, writes };
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
