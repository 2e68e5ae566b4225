import * as z from 'zod/mini';
import { Call, DEFAULT_LEASE_SECONDS, Direction, LeaseSeconds } from '../schemas/call.ts';
import { Environment } from '../schemas/environment.ts';
import { CALLS_TOLD, CallsPage, CallsQuery } from '../schemas/ended-call.ts';
import { AgentId, CallId, CampaignId, NumberId } from '../schemas/ids.ts';
import { defineOperations } from '../operation.ts';

export const calls = defineOperations({
  getOwnEnvironment: {
    method: 'GET',
    path: '/v1/environment',
    summary: 'Get the environment that the API key opens',
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
      'Name the call by `id` to make the request safe to repeat: while it is live, the same id answers 200 with the same call. An `Idempotency-Key` serves as the id when none is given; for 24 hours the same request under it gets the same answer, also when the call has ended. What it names must be in the environment; a campaign must be running, and gives the call its agent and number unless others are named.',
    caller: 'machine',
    effect: 'write',
    body: z.strictObject({
      id: z.optional(CallId),
      direction: z._default(Direction, 'outbound'),
      agentId: z.optional(AgentId),
      numberId: z.optional(NumberId),
      campaignId: z.optional(CampaignId),
      leaseSeconds: z._default(LeaseSeconds, DEFAULT_LEASE_SECONDS),
    }),
    bodyOptional: true,
    status: 201,
    alsoStatus: [200],
    answer: Call,
    problems: ['concurrency_limit_reached', 'environment_draining', 'campaign_not_running'],
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
    summary: 'Get a live call',
    caller: 'machine',
    effect: 'read',
    status: 200,
    answer: Call,
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
  endCall: {
    method: 'DELETE',
    path: '/v1/calls/{callId}',
    summary: 'End a call',
    description: 'Also 204 when the call has ended already.',
    caller: 'machine',
    effect: 'write',
    status: 204,
  },
});
