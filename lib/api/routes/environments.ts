import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { apiKeys } from './api-keys.ts';
import { concurrency } from './concurrency.ts';
import { Count } from '../schemas/count.ts';
import { Call } from '../schemas/call.ts';
import { CALLS_TOLD, CallsPage, CallsQuery, EndedCall, KEPT_DAYS } from '../schemas/ended-call.ts';
import { Environment, MaxConcurrentCalls, NewKey } from '../schemas/environment.ts';
import { EnvironmentName } from '../schemas/names.ts';
import { defineOperations, Flag, page, Paging, someOf } from '../operation.ts';

const ReservedInboundCalls = Count.check(z.maximum(limits.environmentCalls)).with(
  z.meta({
    description:
      'How many of the concurrent calls are reserved for inbound calls: outbound calls get the others',
    examples: [2],
  }),
);

const EnvironmentWithKey = z
  .object({ environment: Environment, apiKey: NewKey })
  .with(z.meta({ id: 'EnvironmentWithKey' }));

const base = '/v1/accounts/{accountId}/environments';

const rows = defineOperations({
  listEnvironments: {
    method: 'GET',
    path: base,
    summary: 'List the environments',
    description:
      '`visible=true` lists what the selector shows; `status=deleted` lists those that can be restored.',
    caller: 'member',
    effect: 'read',
    query: z.extend(Paging, {
      visible: z.optional(Flag),
      status: z._default(z.enum(['active', 'deleted']), 'active'),
    }),
    status: 200,
    answer: page(Environment),
  },
  createEnvironment: {
    method: 'POST',
    path: base,
    summary: 'Create an environment',
    caller: 'admin',
    effect: 'write',
    body: z.strictObject({
      name: EnvironmentName,
      maxConcurrentCalls: MaxConcurrentCalls,
      reservedInboundCalls: z._default(ReservedInboundCalls, 0),
      hidden: z._default(z.boolean(), false),
      critical: z._default(z.boolean(), false),
    }),
    status: 201,
    answer: EnvironmentWithKey,
    versioned: true,
    secret: true,
    problems: ['environment_name_taken', 'concurrency_allocation_exceeded', 'environment_limit_reached'],
    examples: { body: { name: 'production', maxConcurrentCalls: 15 } },
  },
  getEnvironment: {
    method: 'GET',
    path: `${base}/{environmentId}`,
    summary: 'Get an environment',
    caller: 'member',
    effect: 'read',
    status: 200,
    answer: Environment,
    versioned: true,
  },
  editEnvironment: {
    method: 'PATCH',
    path: `${base}/{environmentId}`,
    summary: 'Change an environment, or pause it',
    description:
      'While it is `paused`, starts are refused with `environment_paused`; running calls continue, and the allocation is kept. A limit below the number of live calls is accepted: no call is ended, none is admitted until fewer are running than the limit, and the allocation comes back as they end.',
    caller: 'admin',
    effect: 'write',
    body: someOf({
      name: EnvironmentName,
      maxConcurrentCalls: MaxConcurrentCalls,
      reservedInboundCalls: ReservedInboundCalls,
      hidden: z.boolean(),
      paused: z.boolean(),
      critical: z.boolean(),
    }),
    status: 200,
    answer: Environment,
    versioned: true,
    problems: [
      'environment_name_taken',
      'concurrency_allocation_exceeded',
      'last_visible_environment',
      'environment_draining',
      'environment_has_active_calls',
    ],
    examples: { body: { maxConcurrentCalls: 20 } },
  },
  deleteEnvironment: {
    method: 'DELETE',
    path: `${base}/{environmentId}`,
    summary: 'Delete an environment',
    description:
      'It can be restored for 30 days. With `drain=true`, live calls may end first: no new one is admitted, and the environment is deleted when its last call ends. With `permanently=true`, an environment that is already deleted can no longer be restored, and its data is removed; its usage stays in the reports of the account.',
    caller: 'admin',
    effect: 'write',
    query: z.strictObject({
      drain: z._default(Flag, false),
      permanently: z
        ._default(Flag, false)
        .with(z.describe('For an environment that is already deleted: it can no longer be restored')),
    }),
    status: 204,
    versioned: true,
    problems: [
      'environment_has_active_calls',
      'last_environment',
      'last_visible_environment',
      'limit_reached',
    ],
  },
  restoreEnvironment: {
    method: 'POST',
    path: `${base}/{environmentId}/restore`,
    summary: 'Restore a deleted environment, with a new API key',
    caller: 'admin',
    effect: 'write',
    body: z.strictObject({}),
    bodyOptional: true,
    status: 200,
    answer: EnvironmentWithKey,
    versioned: true,
    secret: true,
    problems: ['environment_name_taken', 'concurrency_allocation_exceeded', 'environment_limit_reached'],
    examples: { body: {} },
  },
  listEnvironmentCalls: {
    method: 'GET',
    path: `${base}/{environmentId}/calls`,
    summary: 'List the calls of an environment, live or ended',
    description: CALLS_TOLD,
    caller: 'member',
    effect: 'read',
    query: CallsQuery,
    status: 200,
    answer: CallsPage,
  },
  getEnvironmentCall: {
    method: 'GET',
    path: `${base}/{environmentId}/calls/{callId}`,
    summary: 'Get a call of an environment, live or ended',
    description: `The live call of this id, or else the latest one that has ended, for ${KEPT_DAYS} days.`,
    caller: 'member',
    effect: 'read',
    status: 200,
    answer: z.union([Call, EndedCall]),
  },
  releaseCall: {
    method: 'DELETE',
    path: `${base}/{environmentId}/calls/{callId}`,
    summary: 'End a call on behalf of its holder',
    description:
      'Its slot is free at once. The next heartbeat of its holder is answered 410 `lease_expired`. Also 204 when no such call is running.',
    caller: 'admin',
    effect: 'write',
    status: 204,
  },
});

/** Environments, their API keys, and how the plan is shared out among them. */
export const environments = { ...rows, ...apiKeys, ...concurrency } as const;
