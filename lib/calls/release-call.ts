import type { environments } from '../api/routes/environments.ts';
import { outdated, type UseCase } from '../request.ts';
import { commit } from '../change/commit.ts';
import { readEnvironment } from '../environments/environment.ts';
import { reclaimAfter } from '../environments/reclaim.ts';
import { releaseLease } from '../gate/end-lease.ts';
import { readGates } from '../gate/gate.ts';
import { hasExpired, leaseIn } from '../gate/lease.ts';
import { dropNamedCall, readNamedCall } from '../gate/named-call.ts';

/**
 * Ends a call on behalf of its holder, whose next heartbeat is refused. Nothing changes when the call is not running.
 */
export const releaseCall: UseCase<(typeof environments)['releaseCall']> = async (request, context) => {
  const { accountId, environmentId, callId } = request.params;
  const { table, clock } = context;
  const environment = await readEnvironment(table, accountId, environmentId);
  const now = clock.now();
  const gates = await readGates(table, environmentId);
  const gate = gates.find(({ l }) => leaseIn(l, callId) !== undefined);
  const lease = gate && leaseIn(gate.l, callId);
  if (gate === undefined || lease === undefined || hasExpired(lease, now)) return { body: undefined };

  const row = gates.length > 1 ? await readNamedCall(table, environmentId, callId) : undefined;
  const reply = await commit(request, context, {
    account: accountId,
    writes: [{ Update: releaseLease(gate, callId, lease, now), onConditionFailed: outdated }],
    event: {
      action: 'call.released',
      target: { type: 'call', id: callId },
      before: { environmentId, environmentName: environment.name },
    },
    answer: { body: undefined },
  });
  if (row !== undefined) await dropNamedCall(table, environmentId, callId, row);
  await reclaimAfter(gate, environmentId, request, context);
  return reply;
};
