import type { AccountItem } from '../accounts/account.ts';
import type { MembershipItem } from '../auth/membership.ts';
import type { Context } from '../context.ts';
import { outdated } from '../request.ts';
import { keyOf, keys } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { purgeRange, type PurgeBudget } from '../table/purge-range.ts';
import { query } from '../table/table.ts';
import { drop } from '../table/write.ts';
import { transact } from '../table/transact.ts';

/**
 * Removes for good all that is left of a closed account that can't be resumed any more, its audit trail too, and last of all
 * the account. Its environments are purged by due rows of their own, and it waits for them.
 * @returns whether it is gone
 */
export async function purgeAccount(
  account: AccountItem,
  budget: PurgeBudget,
  context: Context,
): Promise<boolean> {
  const { table } = context;
  const { id, createdBy } = account;
  if (account.purgeAt !== undefined) await giveUpWayBack(account, context);
  for (const range of [ranges.environments(id), ranges.deletedEnvironments(id)]) {
    const { items } = await query(table, range, { limit: 1 });
    if (items.length > 0) return false;
  }
  const members = await purgeRange<MembershipItem>(table, ranges.members(id), budget, {
    fields: 'userId',
    async before({ userId }) {
      await drop(table, keys.accountOfUser(userId, id), {});
      return 1;
    },
  });
  if (!members) return false;
  for (const range of [
    ranges.invitations(id),
    ranges.invitedAddresses(id),
    ranges.environmentNames(id),
    ranges.serviceAccounts(id),
    ranges.events(id),
  ])
    if (!(await purgeRange(table, range, budget))) return false;
  await transact(table, [
    { Delete: { Key: keyOf(account) } },
    { Delete: { Key: keys.listedAccount(id) } },
    {
      Update: {
        Key: keys.createdAccounts(createdBy),
        UpdateExpression: 'DELETE accounts :account',
        ExpressionAttributeValues: { ':account': new Set([id]) },
      },
    },
  ]);
  context.log({ level: 'info', message: 'account purged', accountId: id });
  return true;
}

/** From here on it can't be resumed: an operator's clock may be behind. @throws Outdated when it has been resumed */
async function giveUpWayBack(account: AccountItem, { table }: Context): Promise<void> {
  await transact(table, [
    {
      Update: {
        Key: keyOf(account),
        UpdateExpression: 'SET version = version + :one REMOVE purgeAt',
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':one': 1, ':version': account.version },
      },
      onConditionFailed: outdated,
    },
  ]);
}
