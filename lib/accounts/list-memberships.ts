import type { accounts } from '../api/routes/accounts.ts';
import type { UseCase } from '../call.ts';
import { readMemberships } from './memberships.ts';

export const listMemberships: UseCase<(typeof accounts)['listMemberships']> = async (
  { caller, query, requestId },
  world,
) => ({ body: await readMemberships(caller, query, requestId, world) });
