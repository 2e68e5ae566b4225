import { accountView, type AccountItem, type AccountOfUserItem } from '../accounts/account.ts';
import type { ListedAccountItem } from '../accounts/listed-account.ts';
import type { operators } from '../api/routes/operators.ts';
import { foldName } from '../api/schemas/fold-name.ts';
import { AccountId } from '../api/schemas/ids.ts';
import type { Context } from '../context.ts';
import type { UseCase } from '../request.ts';
import { keys } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { pageOf, readPage, type Page, type PageRequest } from '../table/page.ts';
import { readMany, readRange } from '../table/table.ts';

type Find = UseCase<(typeof operators)['findAccounts']>;
type Status = Parameters<Find>[0]['query']['status'];

/** Finds accounts by what an operator knows of them: the id, an address of a user, or a part of the name. */
export const findAccounts: Find = async ({ query }, context) => {
  const { query: text = '', status, ...page } = query;
  const id = AccountId.safeParse(text.trim());
  const known = id.success
    ? [id.data]
    : text.includes('@')
      ? await accountsOf(text.trim(), context)
      : undefined;
  const { items: ids, nextCursor } =
    known === undefined
      ? await namedLike(text, status, page, context)
      : pageOf(known.toSorted(), (one) => one, `accounts ${text} ${status ?? ''}`, page);
  const accounts = await readMany<AccountItem>(context.table, ids.map(keys.account));
  const found = new Map(accounts.map((account) => [account.id, accountView(account)]));
  return {
    body: {
      items: ids
        .flatMap((one) => found.get(one) ?? [])
        .filter((view) => (status ?? view.status) === view.status),
      nextCursor,
    },
  };
};

async function accountsOf(email: string, { table, usersOf }: Context): Promise<AccountId[]> {
  const users = await usersOf(email);
  const rows = await Promise.all(
    users.map((user) => readRange<AccountOfUserItem>(table, ranges.accountsOfUser(user))),
  );
  return [...new Set(rows.flat().map(({ accountId }) => accountId))];
}

async function namedLike(
  text: string,
  status: Status,
  page: PageRequest,
  { table }: Context,
): Promise<Page<AccountId>> {
  const folded = foldName(text.trim());
  const conditions = [
    ...(folded === '' ? [] : ['contains(folded, :folded)']),
    ...(status === undefined ? [] : ['#status = :status']),
  ];
  const { items, nextCursor } = await readPage<ListedAccountItem>(table, ranges.accounts, page, {
    boundTo: JSON.stringify([folded, status]),
    ...(conditions.length > 0 && {
      FilterExpression: conditions.join(' AND '),
      ...(status !== undefined && { ExpressionAttributeNames: { '#status': 'status' } }),
      ExpressionAttributeValues: {
        ...(folded !== '' && { ':folded': folded }),
        ...(status !== undefined && { ':status': status }),
      },
    }),
  });
  return { items: items.map(({ id }) => id), nextCursor };
}
