import type { Operation } from '../api/operation.ts';
import { Problem } from '../api/problem.ts';
import type { Reply } from '../request.ts';
import { commit, type Change } from '../change/commit.ts';
import type { EnvironmentItem } from '../environments/environment.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import type { Context } from '../context.ts';
import type { ScopedRequest, EnvironmentScope } from './environment-scope.ts';

/**
 * Changes resources of an environment, in one transaction with the checks that the caller still has the permission,
 * and that the environment exists. So nothing is ever written into an environment that is deleted at the same moment.
 */
export async function changeResources<O extends Operation>(
  request: ScopedRequest<O>,
  context: Context,
  {
    writes,
    resizing = [],
    event,
    answer: reply,
  }: Pick<Change<O>, 'writes' | 'event' | 'answer'> & {
    /** A change of the environment's gates, and so of the environment itself: conditional on what was read of it. */
    readonly resizing?: readonly Write[];
  },
): Promise<Reply<O>> {
  const { accountId, environmentId } = request.scope;
  const { before, after } = event;
  return commit(request, context, {
    account: accountId,
    writes: [...(resizing.length === 0 ? [stillActive(request.scope)] : resizing), ...writes],
    event: {
      ...event,
      ...(before && { before: { environmentId, ...before } }),
      ...(after && { after: { environmentId, ...after } }),
    },
    answer: reply,
  });
}

function stillActive({ accountId, environmentId }: EnvironmentScope): Write {
  return {
    ConditionCheck: {
      Key: keys.environment(accountId, environmentId),
      ConditionExpression: '#status = :active',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':active': 'active' },
    },
    onConditionFailed: (standing?: EnvironmentItem) =>
      new Problem(standing?.status === 'draining' ? 'environment_draining' : 'not_found'),
  };
}
