import type { AccountItem } from '../accounts/account.ts';
import type { GateItem } from '../gate/gate.ts';
import { outdated } from '../request.ts';
import { keyOf, keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import { isAsSeen, stateOf, type EnvironmentItem } from './environment.ts';

/**
 * Lets no call start in an active environment whose account is suspended, or lets them start again, in all of its gates
 * at once. It keeps its allocation and its running calls. Refused as Outdated when the environment has changed since it
 * was read.
 */
export function suspension(
  environment: EnvironmentItem,
  gates: readonly GateItem[],
  { status }: Pick<AccountItem, 'status'>,
): Write[] {
  const { accountId, reshapes = 0, suspended: _, ...rest } = environment;
  const after = {
    ...rest,
    accountId,
    reshapes: reshapes + 1,
    ...(status === 'suspended' && { suspended: true as const }),
  };
  return [
    { Put: { Item: { ...after }, ...isAsSeen(environment) }, onConditionFailed: outdated },
    {
      ConditionCheck: {
        Key: keys.account(accountId),
        ConditionExpression: status === undefined ? 'attribute_not_exists(#status)' : '#status = :status',
        ExpressionAttributeNames: { '#status': 'status' },
        ...(status !== undefined && { ExpressionAttributeValues: { ':status': status } }),
      },
      onConditionFailed: outdated,
    },
    ...gates.map((gate): Write => ({
      Update: {
        Key: keyOf(gate),
        UpdateExpression: 'SET #state = :to',
        ConditionExpression: '#state = :from',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':from': gate.state, ':to': stateOf(after) },
      },
      onConditionFailed: outdated,
    })),
  ];
}
