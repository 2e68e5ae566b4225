import pMap from 'p-map';
import { accountView, type AccountItem } from '../accounts/account.ts';
import type { ListedAccountItem } from '../accounts/listed-account.ts';
import type { operators } from '../api/routes/operators.ts';
import { usageOfAccount } from '../reports/usage-of-account.ts';
import type { UseCase } from '../request.ts';
import { keys } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { readPage } from '../table/page.ts';
import { readMany } from '../table/table.ts';
import { monthOf } from './month.ts';

/** Accounts whose usage is read at once. */
const AT_ONCE = 16;

/** The usage of each account in a month, for bills. */
export const exportUsageOfAll: UseCase<(typeof operators)['exportUsageOfAll']> = async (
  { query },
  context,
) => {
  const { month, ...period } = monthOf(query.month, context.clock.now());
  const { items: listed, nextCursor } = await readPage<ListedAccountItem>(
    context.table,
    ranges.accounts,
    query,
    {
      boundTo: month,
    },
  );
  const accounts = await readMany<AccountItem>(
    context.table,
    listed.map(({ id }) => keys.account(id)),
  );
  const items = await pMap(
    accounts.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    async (account) => {
      const { id: accountId, name, status, plan } = accountView(account);
      const { totals } = await usageOfAccount(account.id, period, context);
      const { maxConcurrentCalls } = plan;
      return { accountId, name, status, planName: plan.name, maxConcurrentCalls, month, ...totals };
    },
    { concurrency: AT_ONCE },
  );
  return { body: { items, nextCursor } };
};
