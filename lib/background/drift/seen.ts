import type { EnvironmentId } from '../../api/schemas/ids.ts';
import {
  isAsSeen,
  type DeletedEnvironmentItem,
  type EnvironmentItem,
} from '../../environments/environment.ts';
import { outdated } from '../../request.ts';
import { keyOf, keys } from '../../table/keys.ts';
import type { Write } from '../../table/transact.ts';
import type { WholeAccount } from '../read-account.ts';

/** The environment is unchanged, for a write to an item that points at it. */
export function stillSeen(environment: EnvironmentItem | DeletedEnvironmentItem): Write {
  return {
    ConditionCheck: { Key: keyOf(environment), ...isAsSeen(environment) },
    onConditionFailed: outdated,
  };
}

/** The environment still does not exist, deleted or not. */
export function isNowhere({ id }: WholeAccount, environment: EnvironmentId): Write[] {
  return [keys.environment(id, environment), keys.deletedEnvironment(id, environment)].map((Key) => ({
    ConditionCheck: { Key, ConditionExpression: 'attribute_not_exists(pk)' },
    onConditionFailed: outdated,
  }));
}
