import type { AccountItem } from '../accounts/account.ts';
import { removedAccount } from '../accounts/listed-account.ts';
import type { FormerMemberItem, MembershipItem } from '../auth/membership.ts';
import type { Context } from '../context.ts';
import { isOutdated, outdated } from '../request.ts';
import { keyOf, keys } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { purgeRange, type PurgeBudget } from '../table/purge-range.ts';
import { query } from '../table/table.ts';
import { drop } from '../table/write.ts';
import { transact } from '../table/transact.ts';

/**
 * Permanently removes the rest of a closed account that can no longer be resumed, including its audit trail; the
 * account itself comes last. Its environments are purged by due rows of their own, and the account waits for them.
 * Only usage is left, for as long as it is kept, and what bills need to know of the account.
 * @returns whether it is gone
 */
export async function purgeAccount(
  account: AccountItem,
  budget: PurgeBudget,
  context: Context,
): Promise<boolean> {
  const { table } = context;
  const { id, createdBy } = account;
  if (account.purgeAt !== undefined && !(await giveUpWayBack(account, context))) return false;
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
  const formers = await purgeRange<FormerMemberItem>(table, ranges.formerMembers(id), budget, {
    fields: 'userId, forgetAt',
    async before({ userId, forgetAt }) {
      if (forgetAt === undefined) return 0;
      await drop(table, keys.formerDue(id, userId, forgetAt), {});
      return 1;
    },
  });
  if (!members || !formers) return false;
  for (const range of [
    ranges.invitations(id),
    ranges.invitedAddresses(id),
    ranges.environmentNames(id),
    ranges.serviceAccounts(id),
    ranges.events(id),
  ])
    if (!(await purgeRange(table, range, budget))) return false;
  const { items: usage } = await query(table, ranges.purgedUsage(id), { limit: 1 });
  await transact(table, [
    { Delete: { Key: keyOf(account) } },
    usage.length > 0
      ? { Put: { Item: { ...removedAccount(account, context.clock.now()) } } }
      : { Delete: { Key: keys.listedAccount(id) } },
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

/**
 * From here on it can't be resumed, even by an operator whose clock is behind.
 * @returns whether it was still as it was read. If not, it has been resumed, or another of its due rows was handled at
 *   the same time.
 */
async function giveUpWayBack(account: AccountItem, { table }: Context): Promise<boolean> {
  try {
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
    return true;
  } catch (thrown) {
    if (!isOutdated(thrown)) throw thrown;
    return false;
  }
}
