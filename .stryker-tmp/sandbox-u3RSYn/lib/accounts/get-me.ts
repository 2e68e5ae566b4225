import { limits } from '../api/limits.ts';
import type { accounts } from '../api/routes/accounts.ts';
import type { UseCase } from '../request.ts';
import { readMemberships } from './memberships.ts';

/** The signed-in person, with as many of their memberships as fit in a page. */
export const getMe: UseCase<(typeof accounts)['getMe']> = async ({ caller, requestId }, context) => {
  const { userId, email, name } = caller;
  const { items } = await readMemberships(caller, { limit: limits.pageItems }, requestId, context);
  return { body: { userId, email, name, memberships: items } };
};
