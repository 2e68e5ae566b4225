import type * as z from 'zod/mini';
import {
  allocatedCalls,
  callsLeft,
  isSameState,
  readAccount,
  type AccountItem,
} from '../accounts/account.ts';
import type { Concurrency } from '../api/routes/concurrency.ts';
import type { AccountId, EnvironmentId } from '../api/schemas/ids.ts';
import { Outdated } from '../request.ts';
import { liveCalls, readGatesOfAll, type GateItem } from '../gate/gate.ts';
import { readUsageOfLastDay, type Tally } from '../history/usage.ts';
import { type Table } from '../table/table.ts';
import type { Context } from '../context.ts';
import { readEnvironments, limitInForce, type EnvironmentItem } from '../environments/environment.ts';

/** How an account's plan is allocated and used: everything that an overview shows and a reallocation changes. */
export interface Allocation {
  readonly account: AccountItem;
  /** Those that hold a part of the plan, in the order of their creation: active and draining ones. */
  readonly environments: readonly EnvironmentItem[];
  readonly gates: ReadonlyMap<EnvironmentId, readonly GateItem[]>;
  readonly usage: ReadonlyMap<EnvironmentId, readonly Tally[]>;
}

/** When an account changes so often that no reading fits between two changes, the whole request is run again. */
const MAX_READINGS = 10;

/**
 * A consistent view of an account and its environments: their allocations did not change while they were read.
 * @throws not_found
 */
async function readSnapshot(
  table: Table,
  accountId: AccountId,
): Promise<Pick<Allocation, 'account' | 'environments'>> {
  let account = await readAccount(table, accountId);
  for (let readings = 0; readings < MAX_READINGS; readings += 1) {
    const environments = await readEnvironments(table, accountId);
    const after = await readAccount(table, accountId);
    if (isSameState(account, after)) return { account, environments };
    account = after;
  }
  throw new Outdated();
}

/** @throws not_found */
export async function readAllocation(accountId: AccountId, { table, clock }: Context): Promise<Allocation> {
  const { account, environments } = await readSnapshot(table, accountId);
  const [gates, usage] = await Promise.all([
    readGatesOfAll(table, environments),
    readUsageOfLastDay(
      table,
      environments.map(({ id }) => id),
      clock.now(),
    ),
  ]);
  return { account, environments, gates, usage };
}

/** @param now milliseconds since the epoch: leases that have expired by then don't count */
export function concurrencyView(
  { account, environments, gates, usage }: Allocation,
  now: number,
): z.input<typeof Concurrency> {
  const views = environments.map((environment) => {
    const { id, name, hidden } = environment;
    const activeCalls = liveCalls(gates.get(id) ?? [], now);
    const hours = usage.get(id) ?? [];
    return {
      environmentId: id,
      name,
      hidden,
      maxConcurrentCalls: limitInForce(environment),
      allocatedConcurrentCalls: environment.allocatedCalls,
      activeCalls,
      peak24h: Math.max(activeCalls, ...hours.map(({ peak }) => peak)),
      refused24h: hours.reduce((sum, { refused }) => sum + refused, 0),
    };
  });
  return {
    plan: { name: account.planName, maxConcurrentCalls: account.planCalls },
    allocated: allocatedCalls(account),
    unallocated: callsLeft(account),
    activeCalls: views.reduce((sum, { activeCalls }) => sum + activeCalls, 0),
    environments: views,
  };
}
