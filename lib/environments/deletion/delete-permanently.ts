import { changeCounts } from '../../accounts/counts.ts';
import type { environments } from '../../api/routes/environments.ts';
import { expectVersion, outdated, type UseCase } from '../../request.ts';
import { commit } from '../../change/commit.ts';
import { instant } from '../../clock.ts';
import { dueAt, fileDue } from '../../due/due.ts';
import { keyOf, keys } from '../../table/keys.ts';
import type { Write } from '../../table/transact.ts';
import type { Context } from '../../context.ts';
import { readRestorable, type DeletedEnvironmentItem } from '../environment.ts';
import { environmentFacts } from '../environment-view.ts';

/** Makes a deleted environment impossible to restore. The sweeper removes its data. @throws not_found */
export const deletePermanently: UseCase<(typeof environments)['deleteEnvironment']> = async (
  request,
  context,
) => {
  const { accountId, environmentId } = request.params;
  const deleted = await readRestorable(accountId, environmentId, context);
  expectVersion(request, deleted.version);
  const { id, name, restorableUntil } = deleted;
  const place = { accountId, environmentId };
  const [before, now] = [dueAt(Date.parse(restorableUntil)), dueAt(context.clock.now())];
  return commit(request, context, {
    account: accountId,
    writes: [
      ...endRestorability(deleted, context),
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

/** From here on it can't be restored: refused as Outdated when it already was restored. */
export const endRestorability = (
  deleted: DeletedEnvironmentItem,
  { clock }: Pick<Context, 'clock'>,
): Write[] => [
  {
    Update: {
      Key: keyOf(deleted),
      UpdateExpression: 'SET version = version + :one REMOVE restorableUntil',
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: { ':one': 1, ':version': deleted.version },
    },
    onConditionFailed: outdated,
  },
  changeCounts(deleted.accountId, { restorable: -1, settles: true }, instant(clock.now())),
];
