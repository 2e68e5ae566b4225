import type { AccountId } from '../api/schemas/ids.ts';
import { instant } from '../clock.ts';
import { readGatesOfAll } from '../gate/gate.ts';
import {
  readEnvironments,
  readDeletedEnvironments,
  type DeletedEnvironmentItem,
  type EnvironmentItem,
} from '../environments/environment.ts';
import { type Table } from '../table/table.ts';
import type { Context } from '../context.ts';
import { countedSteps, figuresOf, liveSteps, sumOf, together, usageView } from './figures.ts';
import { periodOf } from './period.ts';

/** Environments whose days are read at once. */
const AT_ONCE = 25;

/**
 * The usage of all environments of an account, and on request of the deleted ones that can be restored.
 * @throws invalid_input
 */
export async function usageOfAccount(
  account: AccountId,
  asked: Parameters<typeof periodOf>[0] & { readonly includeDeleted: boolean },
  { table, clock }: Context,
) {
  const period = periodOf(asked, clock.now());
  const environments: (EnvironmentItem | DeletedEnvironmentItem)[] = [
    ...(await readEnvironments(table, account)),
    ...(asked.includeDeleted ? await deletedSince(period.from, account, table) : []),
  ];
  // Gates last: see usageOfEnvironment.
  const counted: Awaited<ReturnType<typeof countedSteps>>[] = [];
  for (let from = 0; from < environments.length; from += AT_ONCE) {
    const some = environments.slice(from, from + AT_ONCE);
    counted.push(...(await Promise.all(some.map(({ id }) => countedSteps(table, id, period)))));
  }
  const gates = await readGatesOfAll(table, environments);
  const each = environments.map(({ id, name, status }, index) => ({
    id,
    name,
    status: status === 'deleted' ? ('deleted' as const) : ('active' as const),
    steps: together([counted[index] ?? [], liveSteps(id, gates.get(id) ?? [], period)]),
  }));
  return {
    ...usageView(together(each.map(({ steps }) => steps)), period),
    environments: each.map(({ id, name, status, steps }) => ({
      environmentId: id,
      name,
      status,
      ...figuresOf(sumOf(steps)),
    })),
  };
}

/** Deleted environments that were not deleted yet when a period began: no other had any usage in it. */
async function deletedSince(
  from: number,
  account: AccountId,
  table: Table,
): Promise<DeletedEnvironmentItem[]> {
  const deleted = await readDeletedEnvironments(table, account);
  return deleted.filter(
    ({ restorableUntil, updatedAt }) => restorableUntil !== undefined && updatedAt >= instant(from),
  );
}
