import { accountView, type AccountItem } from '../accounts/account.ts';
import type { ListedAccountItem } from '../accounts/listed-account.ts';
import type { operators } from '../api/routes/operators.ts';
import { Problem } from '../api/problem.ts';
import { foldName } from '../api/schemas/fold-name.ts';
import { AccountId } from '../api/schemas/ids.ts';
import type { Context } from '../context.ts';
import type { UseCase } from '../request.ts';
import { cursorAt, isOfList, positionIn } from '../table/cursor.ts';
import { keys } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { readPage, type Page, type PageRequest } from '../table/page.ts';
import { readMany } from '../table/table.ts';
import { namedAccounts } from './named-accounts.ts';

type Find = UseCase<(typeof operators)['findAccounts']>;
type Status = Parameters<Find>[0]['query']['status'];

/**
 * Finds accounts by any fact that an operator may know: first exact matches of the text, then accounts whose name
 * contains it.
 */
export const findAccounts: Find = async ({ query }, context) => {
  const { query: text = '', status, ...page } = query;
  const { items: ids, nextCursor } = await search(text.trim(), status, page, context);
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

async function search(
  text: string,
  status: Status,
  page: PageRequest,
  context: Context,
): Promise<Page<AccountId>> {
  const exact = await namedAccounts(text, context);
  if (exact === undefined) return namedLike(text, status, page, context);
  const { limit, cursor } = page;
  const list = `accounts ${text} ${status ?? ''}`;
  const isAmongNames = cursor !== undefined && !isOfList(cursor, list);
  const after = cursor === undefined || isAmongNames ? undefined : accountAt(positionIn(cursor, list));
  const ahead = isAmongNames ? [] : await exact.some(after, limit);
  const last = ahead.at(-1);
  if (last !== undefined && ahead.length === limit) return { items: ahead, nextCursor: cursorAt(last, list) };
  const rest = { limit: limit - ahead.length, ...(isAmongNames && { cursor }) };
  const { items, nextCursor } = await namedLike(text, status, rest, context);
  const shownAhead = await exact.among(items);
  return { items: [...ahead, ...items.filter((id) => !shownAhead.has(id))], nextCursor };
}

/** @throws invalid_cursor */
function accountAt(position: string): AccountId {
  const account = AccountId.safeParse(position);
  if (!account.success) throw new Problem('invalid_cursor');
  return account.data;
}

async function namedLike(
  text: string,
  status: Status,
  page: PageRequest,
  { table }: Context,
): Promise<Page<AccountId>> {
  const folded = foldName(text);
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
