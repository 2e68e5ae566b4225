import { isAsSeen, type DeletedEnvironmentItem } from '../../environments/environment.ts';
import { leasesHeld, type GateItem } from '../../gate/gate.ts';
import { outdated } from '../../request.ts';
import { keyOf } from '../../table/keys.ts';
import type { Write } from '../../table/transact.ts';
import type { WholeAccount } from '../read-account.ts';
import { environmentTarget, type Drift } from './drift.ts';
import { stillSeen } from './seen.ts';

/**
 * An environment is deleted or not. When a deletion or a restoration was cut in two, the item that was written last is
 * right.
 */
export function twiceDrifts(whole: WholeAccount): Drift[] {
  return whole.environments.flatMap((environment): Drift[] => {
    const deleted = whole.deleted.find(({ id }) => id === environment.id);
    if (deleted === undefined) return [];
    const [later, earlier] =
      deleted.version > environment.version ? [deleted, environment] : [environment, deleted];
    return [
      {
        what: 'environment both deleted and not',
        target: environmentTarget(environment),
        stored: earlier.status,
        found: later.status,
        mend: {
          writes: [
            { Delete: { Key: keyOf(earlier), ...isAsSeen(earlier) }, onConditionFailed: outdated },
            stillSeen(later),
          ],
        },
      },
    ];
  });
}

/** Gates of a deleted environment: its keys would still work. In gates with running calls, no call may start. */
export function leftBehind(whole: WholeAccount, environment: DeletedEnvironmentItem): Drift[] {
  const gates = whole.gates.get(environment.id) ?? [];
  if (gates.length === 0 || whole.environments.some(({ id }) => id === environment.id)) return [];
  return [
    {
      what: 'gates of a deleted environment',
      target: environmentTarget(environment),
      stored: gates.length,
      found: 0,
      mend: { writes: [stillSeen(environment), ...gates.map(closeGate)] },
    },
  ];
}

/** Removes a gate, or closes it while calls are in it. */
function closeGate(seen: GateItem): Write {
  const condition = {
    ConditionExpression: 'm = :m AND r = :r AND size(l) = :held',
    ExpressionAttributeValues: { ':m': seen.m, ':r': seen.r, ':held': leasesHeld([seen]) },
  };
  if (leasesHeld([seen]) === 0)
    return { Delete: { Key: keyOf(seen), ...condition }, onConditionFailed: outdated };
  return {
    Update: {
      Key: keyOf(seen),
      UpdateExpression: 'SET #state = :draining',
      ExpressionAttributeNames: { '#state': 'state' },
      ...condition,
      ExpressionAttributeValues: { ...condition.ExpressionAttributeValues, ':draining': 'draining' },
    },
    onConditionFailed: outdated,
  };
}
