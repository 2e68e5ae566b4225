import { callsLeft, readAccount } from '../accounts/account.ts';
import { allocationExceeded } from '../accounts/counts.ts';
import { limits } from '../api/limits.ts';
import { invalidField } from '../api/problem.ts';
import type { AccountId } from '../api/schemas/ids.ts';
import type { Table } from '../table/table.ts';

/** The refusal of a limit that is higher than any environment may have. */
export const aboveLimit = (path: string) => invalidField(path, `must be at most ${limits.environmentCalls}`);

/**
 * A plan may allow more calls than one environment can have. When the plan does not allow them, that is the refusal,
 * because it is the more useful one.
 * @param held how many calls of the plan the environment already holds
 * @throws concurrency_allocation_exceeded, invalid_input
 */
export async function assertWithinLimit(
  accountId: AccountId,
  { maxConcurrentCalls, held }: { maxConcurrentCalls: number; held: number },
  table: Table,
): Promise<void> {
  if (maxConcurrentCalls <= limits.environmentCalls) return;
  const account = await readAccount(table, accountId);
  if (maxConcurrentCalls - held > callsLeft(account)) throw allocationExceeded(account, maxConcurrentCalls);
  throw aboveLimit('maxConcurrentCalls');
}
