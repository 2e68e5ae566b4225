import type { environments } from '../api/routes/environments.ts';
import { readEnvironment } from '../environments/environment.ts';
import { readGates } from '../gate/gate.ts';
import type { UseCase } from '../request.ts';
import { findCall } from './find-call.ts';

/** A call as a person sees it: the running one, or the latest ended one of this id. */
export const getEnvironmentCall: UseCase<(typeof environments)['getEnvironmentCall']> = async (
  { params: { accountId, environmentId, callId } },
  context,
) => {
  const [, gates] = await Promise.all([
    readEnvironment(context.table, accountId, environmentId),
    readGates(context.table, environmentId),
  ]);
  return { body: await findCall(callId, gates, environmentId, context) };
};
