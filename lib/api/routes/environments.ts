import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { Plan } from './accounts.ts';
import { Count } from '../schemas/count.ts';
import { Call } from '../schemas/call.ts';
import { CALLS_TOLD, CallsPage, CallsQuery, EndedCall, KEPT_DAYS } from '../schemas/ended-call.ts';
import { Environment, MaskedKey, NewKey } from '../schemas/environment.ts';
import { EnvironmentId, KeyId } from '../schemas/ids.ts';
import { EnvironmentName } from '../schemas/names.ts';
import { defineOperations, Flag, page, Paging, someOf } from '../operation.ts';
import { Instant } from '../schemas/instant.ts';

/** How long an old API key works on after a rotation, in seconds, unless the Admin says otherwise; and at most. */
const DEFAULT_GRACE_SECONDS = 86_400;
const MAX_GRACE_SECONDS = 604_800;

// Whether it fits in the plan is for the account to say, with figures; here only: a whole number from 0.
const MaxConcurrentCalls = Count.with(z.meta({ examples: [10] }));

const ReservedInboundCalls = Count.with(
  z.meta({
    description: 'How many of the concurrent calls are for inbound ones only: outbound calls get the others',
    examples: [2],
  }),
);

const EnvironmentWithKey = z
  .object({ environment: Environment, apiKey: NewKey })
  .with(z.meta({ id: 'EnvironmentWithKey' }));

export const ApiKey = z
  .object({
    id: KeyId,
    masked: MaskedKey,
    createdAt: Instant,
    lastUsedAt: z.nullable(Instant),
    expiresAt: z.nullable(Instant),
    createdBy: z.string(),
  })
  .with(z.meta({ id: 'ApiKey' }));

const RotatedKey = z
  .object({ ...ApiKey.shape, secret: NewKey.shape.secret, secretAvailable: z.boolean() })
  .with(z.meta({ id: 'RotatedApiKey' }));

export const Concurrency = z
  .object({
    plan: Plan,
    allocated: Count,
    unallocated: Count,
    activeCalls: Count,
    environments: z.array(
      z.object({
        environmentId: EnvironmentId,
        name: z.string(),
        hidden: z.boolean(),
        maxConcurrentCalls: Count,
        allocatedConcurrentCalls: Count,
        activeCalls: Count,
        peak24h: Count.with(z.describe('The most calls that were live at once in the last 24 hours')),
        refused24h: Count.with(
          z.describe('The starts refused in the last 24 hours because the limit was reached'),
        ),
      }),
    ),
  })
  .with(z.meta({ id: 'Concurrency' }));

const base = '/v1/accounts/{accountId}/environments';

export const environments = defineOperations({
  listEnvironments: {
    method: 'GET',
    path: base,
    summary: 'List the environments',
    description: '`visible=true` gives what the selector shows; `status=deleted` those that can be restored.',
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
    summary: 'Change the name, the limit or the visibility of an environment, or pause it',
    description:
      'While it is `paused`, starts are refused with `environment_paused`; calls that run go on, and the allocation is kept. A limit below the calls now live is accepted: no call is cut, none is admitted until fewer run than the limit, and the allocation comes back as they end.',
    caller: 'admin',
    effect: 'write',
    body: someOf({
      name: EnvironmentName,
      maxConcurrentCalls: MaxConcurrentCalls,
      reservedInboundCalls: ReservedInboundCalls,
      hidden: z.boolean(),
      paused: z.boolean(),
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
      'It can be restored for 30 days. With `drain=true`, live calls may end first: no new one is admitted, and the environment is gone with its last call. With `permanently=true` an environment that was deleted before can be restored no more, and what it held is removed.',
    caller: 'admin',
    effect: 'write',
    query: z.strictObject({
      drain: z._default(Flag, false),
      permanently: z
        ._default(Flag, false)
        .with(z.describe('For an environment that was deleted before: it can be restored no more')),
    }),
    status: 204,
    versioned: true,
    problems: ['environment_has_active_calls', 'last_environment', 'last_visible_environment'],
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
    summary: 'End a call in the place of its holder',
    description:
      'Its place is free at once. The next heartbeat of its holder is answered 410 `lease_expired`. Also 204 when no such call runs (any more).',
    caller: 'admin',
    effect: 'write',
    status: 204,
  },

  listApiKeys: {
    method: 'GET',
    path: `${base}/{environmentId}/api-keys`,
    summary: 'List the live API keys of an environment',
    caller: 'member',
    effect: 'read',
    query: Paging,
    status: 200,
    answer: page(ApiKey),
  },
  rotateApiKey: {
    method: 'POST',
    path: `${base}/{environmentId}/api-keys/rotate`,
    summary: 'Make a new API key; the old one works on for a grace period',
    description: 'At most two keys are alive at a time. `supersede` ends the oldest at once to make room.',
    caller: 'admin',
    effect: 'write',
    body: z.strictObject({
      graceSeconds: z._default(Count.check(z.maximum(MAX_GRACE_SECONDS)), DEFAULT_GRACE_SECONDS),
      supersede: z._default(z.boolean(), false),
    }),
    bodyOptional: true,
    status: 201,
    answer: RotatedKey,
    secret: true,
    problems: ['rotation_in_progress', 'environment_draining'],
    examples: { body: { graceSeconds: 3600 } },
  },
  revokeApiKey: {
    method: 'DELETE',
    path: `${base}/{environmentId}/api-keys/{keyId}`,
    summary: 'Revoke an API key at once',
    caller: 'admin',
    effect: 'write',
    status: 204,
  },

  getConcurrency: {
    method: 'GET',
    path: '/v1/accounts/{accountId}/concurrency',
    summary: 'See how the plan is allocated and used',
    caller: 'member',
    effect: 'read',
    status: 200,
    answer: Concurrency,
  },
  reallocateConcurrency: {
    method: 'POST',
    path: '/v1/accounts/{accountId}/concurrency/reallocations',
    summary: 'Change several limits in one step',
    description:
      'All or nothing; only the resulting total counts. `dryRun` shows the effect and changes nothing.',
    caller: 'admin',
    effect: 'write',
    body: z.strictObject({
      changes: z
        .array(z.strictObject({ environmentId: EnvironmentId, maxConcurrentCalls: MaxConcurrentCalls }))
        .check(
          z.minLength(1),
          z.maxLength(limits.environments),
          z.refine(
            (changes) => new Set(changes.map((change) => change.environmentId)).size === changes.length,
            { error: 'must name each environment once' },
          ),
        ),
      dryRun: z._default(z.boolean(), false),
    }),
    status: 200,
    answer: Concurrency,
    problems: ['concurrency_allocation_exceeded', 'environment_draining'],
    examples: {
      body: {
        changes: [
          { environmentId: 'env_01JD3Z0M5W2K4M6P8R0T2V4X6Z', maxConcurrentCalls: 15 },
          { environmentId: 'env_01JD3Z0M5W3M5P7R9T1V3X5Z7B', maxConcurrentCalls: 15 },
        ],
        dryRun: true,
      },
    },
  },
});
