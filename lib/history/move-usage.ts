import type { AccountId } from '../api/schemas/ids.ts';
import type { Place } from '../due/due.ts';
import { isOutdated, outdated } from '../request.ts';
import { Deadline } from '../table/deadline.ts';
import { keyOf, keys, usageDayIn } from '../table/keys.ts';
import type { PurgeBudget } from '../table/purge-range.ts';
import { ranges } from '../table/ranges.ts';
import { query, readMany } from '../table/table.ts';
import { transact, type Write } from '../table/transact.ts';
import { ifVersion } from '../table/write.ts';
import type { Context } from '../context.ts';
import { figuresTogether, type UsageRow } from './usage.ts';

/** The usage of all purged environments of an account on a day. */
type SumRow = UsageRow & { readonly version: number };

/** Days that are moved in one transaction, each with two writes. */
const DAYS_AT_ONCE = 25;

/** How long to retry: the other environments of a closed account are moved to the same rows at the same time. */
const PATIENCE_MS = 5_000;

/**
 * Moves the usage of an environment that is being purged to its account, where it is added to that of other purged
 * environments and kept for the same 400 days: bills are written from it. Each day is in one place before and after, so
 * it does not matter where this is interrupted.
 * @returns whether none is left
 */
export async function moveUsage(
  { accountId, environmentId }: Place,
  { table }: Pick<Context, 'table'>,
  budget: PurgeBudget,
): Promise<boolean> {
  const patient = { ...table, deadline: new Deadline(table.deadline?.signal, PATIENCE_MS) };
  while (budget.left > 0) {
    const { items: days, last } = await query<UsageRow>(table, ranges.usage(environmentId), {
      limit: DAYS_AT_ONCE,
    });
    if (days.length === 0) return true;
    budget.left -= 2 * days.length;
    const sums = await readMany<SumRow>(
      table,
      days.map((day) => keys.purgedUsage(accountId, usageDayIn(day))),
    );
    const sumOf = new Map(sums.map((sum) => [usageDayIn(sum), sum]));
    try {
      await transact(
        patient,
        days.flatMap((day) => moveDay(day, accountId, sumOf.get(usageDayIn(day)))),
      );
      if (last === undefined) return true;
    } catch (thrown) {
      // More was counted, or another environment was moved: both are read again.
      if (!isOutdated(thrown)) throw thrown;
    }
  }
  return false;
}

function moveDay(day: UsageRow, account: AccountId, sum: SumRow | undefined): Write[] {
  const { version, ttl } = day;
  const after: SumRow = {
    ...figuresTogether(sum ?? {}, day),
    ...keys.purgedUsage(account, usageDayIn(day)),
    ttl,
    version: (sum?.version ?? 0) + 1,
  };
  const isAsRead =
    version === undefined
      ? { ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(version)' }
      : ifVersion({ version });
  return [
    { Delete: { Key: keyOf(day), ...isAsRead }, onConditionFailed: outdated },
    { Put: { Item: after, ...ifVersion(sum) }, onConditionFailed: outdated },
  ];
}
