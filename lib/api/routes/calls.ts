import * as z from 'zod/mini';
import { Call, callReferences, DEFAULT_LEASE_SECONDS, Direction, LeaseSeconds } from '../schemas/call.ts';
import { Environment } from '../schemas/environment.ts';
import { CALLS_TOLD, CallsPage, CallsQuery, EndedCall, EndReason, KEPT_DAYS } from '../schemas/ended-call.ts';
import { CallId, CampaignId } from '../schemas/ids.ts';
import { Count } from '../schemas/count.ts';
import { Instant } from '../schemas/instant.ts';
import { defineOperations } from '../operation.ts';

const InUse = z.object({ maxConcurrentCalls: Count, activeCalls: Count });

const OwnConcurrency = z
  .object({
    ...InUse.shape,
    availableCalls: Count.with(
      z.describe(
        'How many more calls may start, if no other limit is reached; 0 while all starts are refused',
      ),
    ),
    paused: z.boolean().with(z.describe('Whether starts are refused until an Admin ends the pause')),
    outbound: InUse.with(z.describe('Outbound calls: the limit less the slots reserved for inbound ones')),
    campaigns: z
      .array(z.object({ campaignId: CampaignId, ...InUse.shape }))
      .with(z.describe('Running campaigns with a limit of their own')),
  })
  .with(z.meta({ id: 'OwnConcurrency' }));

export const calls = defineOperations({
  getOwnEnvironment: {
    method: 'GET',
    path: '/v1/environment',
    summary: 'Get the environment of the API key',
    caller: 'machine',
    effect: 'read',
    status: 200,
    answer: Environment,
    versioned: true,
  },
  startCall: {
    method: 'POST',
    path: '/v1/calls',
    summary: 'Start a call, if a slot is free',
    description:
      'Give the call an `id` to make the request safe to repeat: while the call is live, the same id answers 200 with the same call. After its end, your own id can name another call; a generated one (such as `o.06aesoYMn8`) names only the call that it was generated for. Without an `id`, an `Idempotency-Key` serves as one; for 24 hours the same request with the same key gets the same answer, even when the call has ended. The agent, number and campaign must be in the environment. The campaign must be running; its agent and number apply unless the request names others.',
    caller: 'machine',
    effect: 'write',
    body: z.strictObject({
      id: z.optional(CallId),
      direction: z._default(Direction, 'outbound'),
      ...callReferences,
      leaseSeconds: z._default(LeaseSeconds, DEFAULT_LEASE_SECONDS),
    }),
    bodyOptional: true,
    status: 201,
    alsoStatus: [200],
    answer: Call,
    problems: [
      'account_suspended',
      'concurrency_limit_reached',
      'environment_draining',
      'environment_paused',
      'campaign_not_running',
    ],
    examples: { body: { id: 'call-7f3a', direction: 'outbound', leaseSeconds: 60 } },
  },
  listCalls: {
    method: 'GET',
    path: '/v1/calls',
    summary: 'List the calls, live or ended',
    description: CALLS_TOLD,
    caller: 'machine',
    effect: 'read',
    query: CallsQuery,
    status: 200,
    answer: CallsPage,
  },
  getCall: {
    method: 'GET',
    path: '/v1/calls/{callId}',
    summary: 'Get a call, live or ended',
    description: `The live call of this id, or else the latest one that has ended, for ${KEPT_DAYS} days. The call that ended last is available at once, others a moment after they end.`,
    caller: 'machine',
    effect: 'read',
    status: 200,
    answer: z.union([Call, EndedCall]),
  },
  heartbeatCall: {
    method: 'POST',
    path: '/v1/calls/{callId}/heartbeat',
    summary: 'Keep a call alive',
    description:
      'The lease now ends `leaseSeconds` from now. Without `leaseSeconds` it ends 120 seconds from now, unless it has longer left already: then it stays as it is.',
    caller: 'machine',
    effect: 'write',
    body: z.strictObject({ leaseSeconds: z.optional(LeaseSeconds) }),
    bodyOptional: true,
    status: 200,
    answer: Call,
    ownIdempotency: true,
    problems: ['lease_expired'],
    examples: { body: { leaseSeconds: 60 } },
  },
  heartbeatCalls: {
    method: 'POST',
    path: '/v1/calls/heartbeats',
    summary: 'Keep many calls alive',
    description:
      'The same as a heartbeat, for up to 100 calls in one request. The answer is in the order of `ids`: each call is `active` with its new lease, or `expired`, when its lease is over or it was never started.',
    caller: 'machine',
    effect: 'write',
    body: z.strictObject({
      ids: z.array(CallId).check(z.minLength(1), z.maxLength(100)),
      leaseSeconds: z.optional(LeaseSeconds),
    }),
    status: 200,
    answer: z.object({
      items: z.array(
        z.discriminatedUnion('status', [
          z.object({ id: CallId, status: z.literal('active'), leaseExpiresAt: Instant }),
          z.object({ id: CallId, status: z.literal('expired') }),
        ]),
      ),
    }),
    ownIdempotency: true,
    examples: { body: { ids: ['call-7f3a', 'call-7f3b'], leaseSeconds: 60 } },
  },
  getOwnConcurrency: {
    method: 'GET',
    path: '/v1/concurrency',
    summary: 'See how many calls run and may run right now',
    caller: 'machine',
    effect: 'read',
    status: 200,
    answer: OwnConcurrency,
  },
  endCall: {
    method: 'DELETE',
    path: '/v1/calls/{callId}',
    summary: 'End a call',
    description:
      'Also 204 when the call has already ended. The `reason` is kept with its record as `endReason`.',
    caller: 'machine',
    effect: 'write',
    query: z.strictObject({ reason: z.optional(EndReason) }),
    status: 204,
  },
});
