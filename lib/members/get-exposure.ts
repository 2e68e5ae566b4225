import { Problem } from '../api/problem.ts';
import type { users } from '../api/routes/users.ts';
import { maskApiKey } from '../auth/api-key.ts';
import type { UseCase } from '../request.ts';
import { readEnvironments, aliveKeys } from '../environments/environment.ts';
import { keys } from '../table/keys.ts';
import { read } from '../table/table.ts';

/**
 * The active API keys whose secret a user has been shown. It also works for a person who was removed, because it is
 * most useful then.
 */
export const getExposure: UseCase<(typeof users)['getExposure']> = async ({ params }, { table, clock }) => {
  const { accountId, userId } = params;
  const [membership, environments] = await Promise.all([
    read(table, keys.member(accountId, userId)),
    readEnvironments(table, accountId),
  ]);
  if (membership === undefined) throw new Problem('not_found');
  const now = clock.now();
  const items = environments.flatMap((environment) =>
    aliveKeys(environment, now)
      .filter(({ shownTo }) => shownTo === userId)
      .map((key) => ({
        environmentId: environment.id,
        environmentName: environment.name,
        keyId: key.id,
        masked: maskApiKey(key.lastFour),
        shownAt: key.createdAt,
      })),
  );
  return { body: { items } };
};
