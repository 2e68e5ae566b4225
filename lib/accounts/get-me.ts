import type { accounts } from '../api/routes/accounts.ts';
import { isInForce, type MembershipItem } from '../auth/membership.ts';
import type { UseCase } from '../call.ts';
import { followToken } from '../members/follow-token.ts';
import { keys, ranges } from '../table/keys.ts';
import { readMany, readRange } from '../table/table.ts';
import type { AccountItem, AccountOfUserItem } from './account.ts';

/** The signed-in person, with the accounts that they are a user of right now, the oldest account first. */
export const getMe: UseCase<(typeof accounts)['getMe']> = async ({ caller, requestId }, world) => {
  const { table } = world;
  const { userId, email, name } = caller;
  const ids = (await readRange<AccountOfUserItem>(table, ranges.accountsOfUser(userId))).map(
    ({ accountId }) => accountId,
  );
  const items = await readMany<MembershipItem | AccountItem>(
    table,
    ids.flatMap((id) => [keys.member(id, userId), keys.account(id)]),
  );
  const at = (key: { pk: string; sk: string }) => items.find(({ pk, sk }) => pk === key.pk && sk === key.sk);
  const found = ids.flatMap((accountId) => {
    const membership = at(keys.member(accountId, userId)) as MembershipItem | undefined;
    const account = at(keys.account(accountId)) as AccountItem | undefined;
    if (membership === undefined || account === undefined || !isInForce(membership, caller)) return [];
    return [{ membership, account }];
  });
  await Promise.all(
    found.map(({ membership, account }) => followToken(caller, account.id, membership, requestId, world)),
  );
  const memberships = found.map(({ membership: { role }, account }) => ({
    accountId: account.id,
    accountName: account.name,
    role,
  }));
  return { body: { userId, email, name, memberships } };
};
