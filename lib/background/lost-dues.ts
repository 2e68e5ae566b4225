import { RESUMABLE_MS } from '../accounts/status/change-status.ts';
import type { AccountItem } from '../accounts/account.ts';
import type { ServiceAccountsItem } from '../auth/service-account.ts';
import { instant } from '../clock.ts';
import type { Context } from '../context.ts';
import { dueAt, instantOfDue, type DueAt } from '../due/due.ts';
import type { DeletedEnvironmentItem, EnvironmentItem } from '../environments/environment.ts';
import { remindersOf } from '../service-accounts/expiry-reminders.ts';
import { keys, shardOf } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { query, readMany } from '../table/table.ts';

/** The fields of an account that say when it must be checked. */
interface Standing {
  readonly account: AccountItem;
  readonly environments: readonly EnvironmentItem[];
  readonly deleted: readonly DeletedEnvironmentItem[];
  readonly serviceAccounts: ServiceAccountsItem | undefined;
}

/**
 * The instants at which the sweeper must check an account, and for which no row is due. Overdue work, such as a removal
 * that takes several runs, may have a row at any instant nearby.
 */
export async function lostDues(
  standing: Standing,
  context: Pick<Context, 'table' | 'clock' | 'settings'>,
): Promise<DueAt[]> {
  const { id } = standing.account;
  const wanted = duesOf(standing, context.clock.now());
  const found = await readMany<{ sk: string }>(
    context.table,
    wanted.map((at) => keys.accountDue(id, at)),
  );
  const filed = new Set(found.map(({ sk }) => sk));
  const lost = wanted.filter((at) => !filed.has(keys.accountDue(id, at).sk));
  const isOverdue = (at: DueAt) => instantOfDue(at) <= context.clock.now();
  if (!lost.some(isOverdue) || !(await isFiledSoon(standing.account, context))) return lost;
  return lost.filter((at) => !isOverdue(at));
}

function duesOf({ account, environments, deleted, serviceAccounts }: Standing, now: number): DueAt[] {
  const { status, statusSince, purgeAt } = account;
  const dues = new Set<DueAt>();
  if (status === 'closed' && statusSince !== undefined) {
    dues.add(dueAt(purgeAt === undefined ? Date.parse(statusSince) + RESUMABLE_MS : Date.parse(purgeAt)));
    // Those that have not followed it yet.
    if (environments.some((environment) => environment.status === 'active'))
      dues.add(dueAt(Date.parse(statusSince)));
  }
  // Those that have not come back yet since it was resumed.
  const staysAway = ({ closedWithAccount, restorableUntil = '' }: DeletedEnvironmentItem) =>
    closedWithAccount && restorableUntil > instant(now);
  if (
    status === undefined &&
    (environments.some(({ closedWithAccount }) => closedWithAccount) || deleted.some(staysAway))
  )
    dues.add(dueAt(Date.parse(account.updatedAt)));
  for (const one of Object.values(serviceAccounts?.serviceAccounts ?? {}))
    for (const at of remindersOf(one, now)) dues.add(at);
  return [...dues];
}

/**
 * Whether the sweeper will check an account within the next runs. It reads what is due first in the account's shard,
 * as much as one request reads. When more is due than that, a row too many may be added, which costs one check.
 */
async function isFiledSoon(
  { id }: AccountItem,
  { table, clock, settings }: Pick<Context, 'table' | 'clock' | 'settings'>,
): Promise<boolean> {
  const soon = ranges.dueBy(shardOf(id), dueAt(clock.now() + 2 * settings.sweepSeconds * 1000));
  const { items } = await query(table, soon, {
    FilterExpression: 'accountId = :account AND #what = :what',
    ExpressionAttributeNames: { '#what': 'what' },
    ExpressionAttributeValues: { ':account': id, ':what': 'account' },
  });
  return items.length > 0;
}
