import type { Operation } from '../api/operation.ts';
import { Problem } from '../api/problem.ts';
import type { Answer } from '../call.ts';
import { commit, type Change } from '../change/commit.ts';
import type { EnvironmentItem } from '../environments/environment.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import type { World } from '../world.ts';
import type { CallAtHome, Home } from './home.ts';

/**
 * Makes a change to what is at home in an environment, in one transaction with what must still hold then: the caller may,
 * and the environment is there. So nothing is ever written into one that is deleted at the same moment.
 */
export async function changeResources<O extends Operation>(
  call: CallAtHome<O>,
  world: World,
  {
    writes,
    reshaping = [],
    event,
    answer,
  }: Pick<Change<O>, 'writes' | 'event' | 'answer'> & {
    /** What changes the environment's gates, and with it the environment itself: it is held to what was read of it. */
    readonly reshaping?: readonly Write[];
  },
): Promise<Answer<O>> {
  const { accountId, environmentId } = call.home;
  const { before, after } = event;
  return commit(call, world, {
    account: accountId,
    writes: [...(reshaping.length === 0 ? [stillActive(call.home)] : reshaping), ...writes],
    event: {
      ...event,
      ...(before && { before: { environmentId, ...before } }),
      ...(after && { after: { environmentId, ...after } }),
    },
    answer,
  });
}

function stillActive({ accountId, environmentId }: Home): Write {
  return {
    ConditionCheck: {
      Key: keys.environment(accountId, environmentId),
      ConditionExpression: '#status = :active',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':active': 'active' },
    },
    otherwise: (standing?: EnvironmentItem) =>
      new Problem(standing?.status === 'draining' ? 'environment_draining' : 'not_found'),
  };
}
