import type * as z from 'zod/mini';
import type { Membership } from '../api/routes/accounts.ts';
import { isInForce, type MembershipItem } from '../auth/membership.ts';
import type { Person } from '../auth/caller.ts';
import { followToken } from '../members/follow-token.ts';
import { keys } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { readPage, type Page, type PageRequest } from '../table/page.ts';
import { readMany } from '../table/table.ts';
import type { Context } from '../context.ts';
import type { AccountItem, AccountOfUserItem } from './account.ts';

/** A page of the accounts that a person is a user of right now, the oldest account first. */
export async function readMemberships(
  person: Person,
  page: PageRequest,
  requestId: string,
  context: Context,
): Promise<Page<z.input<typeof Membership>>> {
  const { userId } = person;
  const { items: rows, nextCursor } = await readPage<AccountOfUserItem>(
    context.table,
    ranges.accountsOfUser(userId),
    page,
  );
  const ids = rows.map(({ accountId }) => accountId);
  const items = await readMany<MembershipItem | AccountItem>(
    context.table,
    ids.flatMap((id) => [keys.member(id, userId), keys.account(id)]),
  );
  const byKey = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]));
  const at = ({ pk, sk }: { pk: string; sk: string }) => byKey.get(`${pk} ${sk}`);
  const found = ids.flatMap((accountId) => {
    const membership = at(keys.member(accountId, userId)) as MembershipItem | undefined;
    const account = at(keys.account(accountId)) as AccountItem | undefined;
    if (membership === undefined || account === undefined || !isInForce(membership, person)) return [];
    return [{ membership, account }];
  });
  await Promise.all(
    found.map(({ membership, account }) => followToken(person, account.id, membership, requestId, context)),
  );
  return {
    items: found.map(({ membership: { role }, account: { id, name } }) => ({
      accountId: id,
      accountName: name,
      role,
    })),
    nextCursor,
  };
}
