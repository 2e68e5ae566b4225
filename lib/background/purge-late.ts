import { dueAt } from '../due/due.ts';
import { nextLook, refileLate, type LateDueItem } from '../due/late-due.ts';
import { purgeHistory } from '../history/purge-history.ts';
import type { PurgeBudget } from '../table/purge-range.ts';
import type { Context } from '../context.ts';

/**
 * Purges what was told of an environment's calls after its own purge: the stream and the log may be late. Usage moves to
 * the account as in the purge itself, also when the account has been removed since.
 */
export async function purgeLate(row: LateDueItem, budget: PurgeBudget, context: Context): Promise<void> {
  const now = context.clock.now();
  const isDone = await purgeHistory(row, context, budget);
  const next = isDone ? nextLook(row.deletedAt, now) : dueAt(now + context.settings.sweepSeconds * 1000);
  await refileLate(row, next, context);
}
