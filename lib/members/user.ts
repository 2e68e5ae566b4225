import type * as z from 'zod/mini';
import type { AccountId, UserId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import type { User } from '../api/routes/users.ts';
import type { MembershipItem } from '../auth/membership.ts';
import { keys } from '../table/keys.ts';
import { read, type Table } from '../table/table.ts';

/** @throws not_found, also for someone who was removed. */
export async function readUser(table: Table, account: AccountId, id: UserId): Promise<MembershipItem> {
  const membership = await read<MembershipItem>(table, keys.member(account, id));
  if (membership === undefined) throw new Problem('not_found');
  return membership;
}

/** The user as the API shows them. */
export function userView({ userId, name, email, role, joinedAt }: MembershipItem): z.input<typeof User> {
  return { userId, name, email, role, joinedAt };
}

/** The user as the audit trail shows them. */
export const userFacts = ({ email, role }: MembershipItem) => ({ email, role });
