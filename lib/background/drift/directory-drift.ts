import { outdated } from '../../request.ts';
import { keyOf, keys } from '../../table/keys.ts';
import type { Write } from '../../table/transact.ts';
import type { WholeAccount } from '../read-account.ts';
import { accountTarget, type Drift } from './drift.ts';
import { isNowhere, stillSeen } from './seen.ts';

/** Each environment has its row in the directory. */
export function directoryDrifts(whole: WholeAccount): Drift[] {
  return [...whole.environments, ...whole.deleted]
    .filter(({ id }) => !whole.directory.has(id))
    .map((environment) => ({
      what: 'directory',
      target: accountTarget(whole),
      stored: null,
      found: environment.id,
      mend: {
        writes: [
          {
            Put: {
              Item: { ...keys.directory({ accountId: whole.id, environmentId: environment.id }) },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
            onConditionFailed: outdated,
          },
          stillSeen(environment),
        ],
      },
    }));
}

/**
 * The remains of an environment that does not exist: gates that nobody could close any more, a row in the directory.
 */
export function orphanDrifts(whole: WholeAccount): Drift[] {
  const known = new Set([...whole.environments, ...whole.deleted].map(({ id }) => id));
  return [...whole.gates.keys()]
    .filter((id) => !known.has(id) && (whole.directory.has(id) || (whole.gates.get(id) ?? []).length > 0))
    .map((id) => {
      const gates = whole.gates.get(id) ?? [];
      const isEmpty = gates.every(({ l }) => Object.keys(l).length === 0);
      const writes: Write[] = [
        ...isNowhere(whole, id),
        { Delete: { Key: keys.directory({ accountId: whole.id, environmentId: id }) } },
        ...gates.map((gate): Write => ({
          Delete: {
            Key: keyOf(gate),
            ConditionExpression: 'size(l) = :none',
            ExpressionAttributeValues: { ':none': 0 },
          },
          onConditionFailed: outdated,
        })),
      ];
      return {
        what: 'orphan',
        target: accountTarget(whole),
        stored: { environment: id, gates: gates.length },
        found: null,
        ...(isEmpty && { mend: { writes } }),
      };
    });
}
