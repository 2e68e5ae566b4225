import type { users } from '../api/routes/users.ts';
import type { UseCase } from '../request.ts';
import { readUser, userView } from './user.ts';

export const getUser: UseCase<(typeof users)['getUser']> = async ({ params }, { table }) => {
  const user = await readUser(table, params.accountId, params.userId);
  return { body: userView(user), version: user.version };
};
