import { changeCounts } from '../accounts/counts.ts';
import type { environments } from '../api/routes/environments.ts';
import { expectVersion, Outdated, type UseCase } from '../call.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import { dueAt, fileDue } from '../due/due.ts';
import { keyOf, keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import type { World } from '../world.ts';
import { environmentFacts, readRestorable, type DeletedEnvironmentItem } from './environment.ts';

/** Gives up the way back to a deleted environment. The sweeper removes what it held. @throws not_found */
export const deletePermanently: UseCase<(typeof environments)['deleteEnvironment']> = async (call, world) => {
  const { accountId, environmentId } = call.params;
  const deleted = await readRestorable(accountId, environmentId, world);
  expectVersion(call, deleted.version);
  const { id, name, restorableUntil } = deleted;
  const place = { accountId, environmentId };
  const [before, now] = [dueAt(Date.parse(restorableUntil)), dueAt(world.clock.now())];
  return commit(call, world, {
    account: accountId,
    writes: [
      ...endRestorability(deleted, world),
      { Delete: { Key: keys.due(environmentId, before, 'purge') } },
      ...fileDue(place, 'purge', now),
    ],
    event: {
      action: 'environment.purged',
      target: { type: 'environment', id, name },
      before: environmentFacts(deleted),
    },
    answer: { body: undefined },
  });
};

/** From here on there is no way back: refused as Outdated when somebody has gone it meanwhile. */
export const endRestorability = (
  deleted: DeletedEnvironmentItem,
  { clock }: Pick<World, 'clock'>,
): Write[] => [
  {
    Update: {
      Key: keyOf(deleted),
      UpdateExpression: 'SET version = version + :one REMOVE restorableUntil',
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: { ':one': 1, ':version': deleted.version },
    },
    otherwise: () => new Outdated(),
  },
  changeCounts(deleted.accountId, { restorable: -1, settles: true }, instant(clock.now())),
];
