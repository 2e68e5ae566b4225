import { hash } from 'node:crypto';
import type { calls } from '../api/routes/calls.ts';
import { CallId } from '../api/schemas/ids.ts';
import { invalidField, Problem, type ProblemCode } from '../api/problem.ts';
import type { Machine } from '../auth/caller.ts';
import { Outdated, type UseCase } from '../request.ts';
import { keepAnswer } from '../change/idempotency.ts';
import { reclaim } from '../environments/reclaim.ts';
import type { StartedCall } from '../gate/acquire-lease.ts';
import { admit, type Rejection } from '../gate/admit.ts';
import { ALL_CALLS, OUTBOUND } from '../gate/caps.ts';
import { noteUse } from '../gate/api-key.ts';
import type { ClosedState } from '../gate/gate.ts';
import { callOf, isGateMade } from '../gate/lease.ts';
import { secondsUntilFree } from './retry-after.ts';
import type { Context } from '../context.ts';
import { liveCall } from './live-calls.ts';
import { referencesOf, type Referred } from './call-references.ts';

/** Starts a call if a slot is free. When the id is that of a live call, the answer is that call. */
export const startCall: UseCase<(typeof calls)['startCall']> = async (request, context) => {
  const { caller: machine, body, idempotencyKey } = request;
  const { id: ownId, direction, leaseSeconds, ...named } = body;
  if (ownId !== undefined && isGateMade(ownId))
    return { body: await liveUnder(machine, ownId, context), status: 200 };

  const name = ownId ?? (idempotencyKey === undefined ? undefined : nameFrom(idempotencyKey));
  let referred: Referred;
  try {
    referred = await referencesOf(machine, named, context);
  } catch (refused) {
    // A call of this name may be running from before there was a reason to refuse it.
    const live =
      name !== undefined && refused instanceof Problem ? await liveCall(machine, name, context) : undefined;
    if (live === undefined) throw refused;
    return { body: live, status: 200 };
  }
  const { idempotency } = request;
  const answerTo = ({ id, lease, isNew }: StartedCall) => ({
    body: callOf(machine.environmentId, id, lease),
    status: isNew ? 201 : 200,
  });
  const outcome = await admit(
    {
      holder: machine,
      name,
      direction,
      ...referred,
      leaseSeconds,
      ...(idempotency && {
        beside: (started) => [
          keepAnswer<(typeof calls)['startCall']>(idempotency, answerTo(started), context.clock.now()),
        ],
      }),
    },
    context,
  );
  if ('id' in outcome) return { ...answerTo(outcome), recorded: outcome.isNew && idempotency !== undefined };
  switch (outcome.because) {
    case 'unauthenticated':
      throw new Problem('unauthenticated');
    case 'stale':
      await reclaim(outcome.account, machine.environmentId, request, context);
      throw new Outdated();
    default:
      await noteUse(outcome.gates, machine.keyHash, context);
      throw outcome.because === 'full'
        ? fullProblem(outcome, context.clock.now())
        : new Problem(closedProblems[outcome.because]);
  }
};

const closedProblems = {
  paused: 'environment_paused',
  suspended: 'account_suspended',
  draining: 'environment_draining',
} as const satisfies Record<ClosedState, ProblemCode>;

/** A generated id: it can name the call that it was generated for, and no other. */
async function liveUnder(machine: Machine, id: CallId, context: Context) {
  const call = await liveCall(machine, id, context);
  if (call === undefined) {
    const message = 'has the form of a generated id, but no such call is live';
    throw invalidField('id', message);
  }
  return call;
}

/** The Idempotency-Key as a call's id; when it can't be an id as it is, its hash. */
function nameFrom(idempotencyKey: string): CallId {
  const asItIs = CallId.safeParse(idempotencyKey);
  if (asItIs.success && !isGateMade(asItIs.data)) return asItIs.data;
  return `key:${hash('sha256', idempotencyKey, 'base64url')}` as CallId;
}

function fullProblem({ reached, gates }: Extract<Rejection, { because: 'full' }>, now: number): Problem {
  const { name, limit, activeCalls } = reached;
  const limitOf = name === ALL_CALLS ? 'environment' : name === OUTBOUND ? 'outbound' : 'campaign';
  return new Problem('concurrency_limit_reached', {
    detail: `${running[limitOf]}: ${activeCalls}. Limit: ${limit}.`,
    limitOf,
    limit,
    activeCalls,
    retryAfter: secondsUntilFree(gates, reached, now),
  });
}

const running = {
  environment: 'Running',
  outbound: 'The other slots are reserved for inbound calls. Running outbound',
  campaign: 'Running of this campaign',
} as const;
