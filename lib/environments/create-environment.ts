import { idOfCaller } from '../auth/caller.ts';
import { changeCounts } from '../accounts/counts.ts';
import type { environments } from '../api/routes/environments.ts';
import type { UseCase } from '../request.ts';
import { commit } from '../change/commit.ts';
import { newKeyView } from '../api-keys/api-keys.ts';
import { environmentFacts, environmentView } from './environment-view.ts';
import { assertWithinLimit } from './environment-limit.ts';
import { newEnvironment } from './new-environment.ts';

/** Creates an environment with its first API key. Its calls are taken from the rest of the plan. */
export const createEnvironment: UseCase<(typeof environments)['createEnvironment']> = async (
  request,
  context,
) => {
  const { accountId } = request.params;
  const createdBy = idOfCaller(request.caller);
  const { name, maxConcurrentCalls, hidden } = request.body;
  await assertWithinLimit(accountId, { maxConcurrentCalls, held: 0 }, context.table);
  const { environment, key, secret, writes } = newEnvironment(
    { accountId, ...request.body },
    { createdBy, shownTo: createdBy },
    context.clock,
  );

  return commit(request, context, {
    account: accountId,
    writes: [
      ...writes,
      changeCounts(
        accountId,
        {
          calls: maxConcurrentCalls,
          environments: 1,
          visible: hidden ? 0 : 1,
          requested: maxConcurrentCalls,
        },
        environment.createdAt,
      ),
    ],
    event: {
      action: 'environment.created',
      target: { type: 'environment', id: environment.id, name },
      after: environmentFacts(environment),
    },
    answer: {
      body: { environment: environmentView(environment, new Map()), apiKey: newKeyView(key, secret) },
      version: environment.version,
    },
  });
};
