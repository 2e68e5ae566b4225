import { hash } from 'node:crypto';
import type { calls } from '../api/routes/calls.ts';
import { CallId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import type { Machine } from '../auth/caller.ts';
import type { UseCase } from '../call.ts';
import type { World } from '../world.ts';
import { admit } from '../gate/admit.ts';
import { callOf, isGateMade } from '../gate/lease.ts';
import { liveCall } from './live-calls.ts';
import { referencesOf, type Referred } from './call-references.ts';

/** Starts a call if a place is free. Under the id of a live call it answers with that call. */
export const startCall: UseCase<(typeof calls)['startCall']> = async (call, world) => {
  const { caller: machine, body, idempotencyKey, requestId } = call;
  const { id: ownId, direction, leaseSeconds, ...named } = body;
  if (ownId !== undefined && isGateMade(ownId))
    return { body: await running(machine, ownId, world), status: 200 };

  const name = ownId ?? (idempotencyKey === undefined ? undefined : nameFrom(idempotencyKey));
  let referred: Referred;
  try {
    referred = await referencesOf(machine, named, world);
  } catch (refused) {
    // A call of this name may be running from before there was a reason to refuse it.
    const live =
      name !== undefined && refused instanceof Problem ? await liveCall(machine, name, world) : undefined;
    if (live === undefined) throw refused;
    return { body: live, status: 200 };
  }
  const applicant = { machine, direction, ...referred, leaseSeconds, requestId };
  const { id, lease, isNew } = await admit(applicant, name, world);
  return { body: callOf(machine.environmentId, id, lease), status: isNew ? 201 : 200 };
};

/** An id that we made: it can name the call it was made for, and no other. */
async function running(machine: Machine, id: CallId, world: World) {
  const call = await liveCall(machine, id, world);
  if (call === undefined) {
    const message = 'is of the form of the ids that are made here, and no such call is live';
    throw new Problem('invalid_input', {
      detail: 'The body is not valid.',
      errors: [{ path: 'id', message }],
    });
  }
  return call;
}

/** The Idempotency-Key as a call's id; where it can't be one as it is, its hash. */
function nameFrom(idempotencyKey: string): CallId {
  const asItIs = CallId.safeParse(idempotencyKey);
  if (asItIs.success && !isGateMade(asItIs.data)) return asItIs.data;
  return `key:${hash('sha256', idempotencyKey, 'base64url')}` as CallId;
}
