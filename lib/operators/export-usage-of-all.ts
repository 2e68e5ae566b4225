import pMap from 'p-map';
import type { AccountItem } from '../accounts/account.ts';
import type { ListedAccountItem, RemovedAccountItem } from '../accounts/listed-account.ts';
import type { operators } from '../api/routes/operators.ts';
import { isUsed } from '../reports/figures.ts';
import { usageOfAccount } from '../reports/usage-of-account.ts';
import type { UseCase } from '../request.ts';
import { keys } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { readPage } from '../table/page.ts';
import { readMany } from '../table/table.ts';
import { monthOf } from './month.ts';

/** Accounts whose usage is read at once. */
const AT_ONCE = 16;

/** The usage of each account in a month, for bills: also of removed ones, if they were used in it. */
export const exportUsageOfAll: UseCase<(typeof operators)['exportUsageOfAll']> = async (
  { query },
  context,
) => {
  const { month, ...period } = monthOf(query.month, context.clock.now());
  const { items: listed, nextCursor } = await readPage<ListedAccountItem | RemovedAccountItem>(
    context.table,
    ranges.accounts,
    query,
    {
      boundTo: month,
    },
  );
  const accounts = await readMany<AccountItem>(
    context.table,
    listed.filter(({ status }) => status !== 'removed').map(({ id }) => keys.account(id)),
  );
  const removed = listed.filter((item) => item.status === 'removed');
  const lines = await pMap(
    [...accounts, ...removed].toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    async (account) => {
      const { id: accountId, name, status = 'active' as const, planName, planCalls } = account;
      const { totals } = await usageOfAccount(accountId, period, context);
      if (status === 'removed' && !isUsed(totals)) return [];
      return [{ accountId, name, status, planName, maxConcurrentCalls: planCalls, month, ...totals }];
    },
    { concurrency: AT_ONCE },
  );
  return { body: { items: lines.flat(), nextCursor } };
};
