import type { accounts } from '../api/routes/accounts.ts';
import type { UseCase } from '../request.ts';
import { readMemberships } from './memberships.ts';

export const listMemberships: UseCase<(typeof accounts)['listMemberships']> = async (
  { caller, query, requestId },
  context,
) => ({ body: await readMemberships(caller, query, requestId, context) });
