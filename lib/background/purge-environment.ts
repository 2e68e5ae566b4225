import type { Cause } from '../request.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import { dueAt, refileDue, type DueItem } from '../due/due.ts';
import { fileLate, nextLook } from '../due/late-due.ts';
import { endRestorability } from '../environments/deletion/delete-permanently.ts';
import { findDeletedEnvironment, type DeletedEnvironmentItem } from '../environments/environment.ts';
import { environmentFacts } from '../environments/environment-view.ts';
import { purgeHistory } from '../history/purge-history.ts';
import { purgeResources } from '../scoped/purge-resources.ts';
import { keyOf, keys } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { purgeRange, type PurgeBudget } from '../table/purge-range.ts';
import { transact } from '../table/transact.ts';
import type { Context } from '../context.ts';

/**
 * Permanently removes the rest of an environment whose deletion can no longer be undone; the environment itself comes
 * last. A purge that was interrupted, or for which the budget is too small, continues in the next run.
 * @returns whether it is gone
 */
export async function purgeEnvironment(
  row: DueItem,
  { requestId, budget }: Pick<Cause, 'requestId'> & { readonly budget: PurgeBudget },
  context: Context,
): Promise<boolean> {
  const { table, clock, settings } = context;
  const { environmentId: id, accountId } = row;
  const deleted = await findDeletedEnvironment(table, accountId, id);
  if (deleted === undefined) {
    // It was restored after the row was written.
    await refileDue(row, undefined, context);
    return false;
  }
  const { restorableUntil } = deleted;
  if (restorableUntil !== undefined && restorableUntil > instant(clock.now())) {
    await refileDue(row, dueAt(Date.parse(restorableUntil)), context);
    return false;
  }
  if (restorableUntil !== undefined) await giveUpWayBack(deleted, requestId, context);
  const isEmpty =
    (await purgeHistory(row, context, budget)) &&
    (await purgeResources(row, context, budget)) &&
    (await purgeRange(table, ranges.namedCalls(id), budget));
  if (!isEmpty) {
    await refileDue(row, dueAt(clock.now() + settings.sweepSeconds * 1000), context);
    return false;
  }
  const { updatedAt: deletedAt } = deleted;
  await transact(table, [
    { Delete: { Key: keys.deletedEnvironment(accountId, id) } },
    { Delete: { Key: keys.directory(row) } },
    { Delete: { Key: keyOf(row) } },
    ...fileLate({ accountId, environmentId: id, deletedAt }, nextLook(deletedAt, clock.now())),
  ]);
  return true;
}

/**
 * From here on it can't be restored. Clocks differ: a restore on another machine must not bring back half of an
 * environment.
 */
async function giveUpWayBack(
  environment: DeletedEnvironmentItem,
  requestId: string,
  context: Context,
): Promise<void> {
  const { id, accountId, name } = environment;
  await commit({ caller: { kind: 'system', name: 'sweeper' }, requestId }, context, {
    account: accountId,
    writes: endRestorability(environment, context),
    event: {
      action: 'environment.purged',
      target: { type: 'environment', id, name },
      before: environmentFacts(environment),
    },
    answer: { body: undefined },
  });
}
