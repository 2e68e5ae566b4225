import type { users } from '../api/routes/users.ts';
import type { MembershipItem } from '../auth/membership.ts';
import type { UseCase } from '../request.ts';
import { ranges } from '../table/ranges.ts';
import { readPage } from '../table/page.ts';
import { userView } from './user.ts';

export const listUsers: UseCase<(typeof users)['listUsers']> = async ({ params, query }, { table }) => {
  const { items, nextCursor } = await readPage<MembershipItem>(
    table,
    ranges.members(params.accountId),
    query,
  );
  return { body: { items: items.map(userView), nextCursor } };
};
