import * as z from 'zod';
import { Plan } from './accounts.ts';
import { Call } from './call.ts';
import { Environment, MaskedKey, MAX_ENVIRONMENTS } from './environment.ts';
import { EnvironmentId, KeyId } from './ids.ts';
import { EnvironmentName } from './names.ts';
import { defineOperations, Flag, Instant, page, Paging } from './operation.ts';

/** How long an old API key works on after a rotation, in seconds, unless the Admin says otherwise; and at most. */
const DEFAULT_GRACE_SECONDS = 86_400;
const MAX_GRACE_SECONDS = 604_800;

// Whether it fits in the plan is for the account to say, with figures; here only: a whole number from 0.
const MaxConcurrentCalls = z
  .int()
  .min(0)
  .meta({ examples: [10] });

const NewKey = z.object({
  id: KeyId,
  masked: MaskedKey,
  secret: z.string().nullable().meta({ description: 'Shown this once' }),
  secretAvailable: z.boolean(),
});

const EnvironmentWithKey = z
  .object({ environment: Environment, apiKey: NewKey })
  .meta({ id: 'EnvironmentWithKey' });

export const ApiKey = z
  .object({
    id: KeyId,
    masked: MaskedKey,
    createdAt: Instant,
    lastUsedAt: Instant.nullable(),
    expiresAt: Instant.nullable(),
    createdBy: z.string(),
  })
  .meta({ id: 'ApiKey' });

const RotatedKey = ApiKey.extend({ secret: NewKey.shape.secret, secretAvailable: z.boolean() }).meta({
  id: 'RotatedApiKey',
});

export const Concurrency = z
  .object({
    plan: Plan,
    allocated: z.int().min(0),
    unallocated: z.int().min(0),
    activeCalls: z.int().min(0),
    environments: z.array(
      z.object({
        environmentId: EnvironmentId,
        name: z.string(),
        hidden: z.boolean(),
        maxConcurrentCalls: z.int().min(0),
        reservedConcurrentCalls: z.int().min(0),
        activeCalls: z.int().min(0),
        peak24h: z
          .int()
          .min(0)
          .meta({ description: 'The most calls that were live at once in the last 24 hours' }),
        refused24h: z
          .int()
          .min(0)
          .meta({ description: 'The starts refused in the last 24 hours because the limit was reached' }),
      }),
    ),
  })
  .meta({ id: 'Concurrency' });

export const Usage = z
  .object({ hours: z.array(z.object({ hour: Instant, peak: z.int().min(0), refused: z.int().min(0) })) })
  .meta({ id: 'Usage' });

const base = '/v1/accounts/{accountId}/environments';

export const environments = defineOperations({
  listEnvironments: {
    method: 'GET',
    path: base,
    summary: 'List the environments',
    description: '`visible=true` gives what the selector shows; `status=deleted` those that can be restored.',
    caller: 'member',
    effect: 'read',
    query: Paging.extend({
      visible: Flag.optional(),
      status: z.enum(['active', 'deleted']).default('active'),
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
      hidden: z.boolean().default(false),
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
    summary: 'Change the name, the limit or the visibility of an environment',
    description:
      'A limit below the calls now live is accepted: no call is cut, none is admitted until fewer run than the limit, and the allocation comes back as they end.',
    caller: 'admin',
    effect: 'write',
    body: z
      .strictObject({ name: EnvironmentName, maxConcurrentCalls: MaxConcurrentCalls, hidden: z.boolean() })
      .partial()
      .refine((changes) => Object.keys(changes).length > 0, { error: 'must change something' }),
    status: 200,
    answer: Environment,
    versioned: true,
    problems: [
      'environment_name_taken',
      'concurrency_allocation_exceeded',
      'last_visible_environment',
      'environment_draining',
    ],
    examples: { body: { maxConcurrentCalls: 20 } },
  },
  deleteEnvironment: {
    method: 'DELETE',
    path: `${base}/{environmentId}`,
    summary: 'Delete an environment',
    description:
      'It can be restored for 30 days. With `drain=true`, live calls may end first: no new one is admitted, and the environment is gone with its last call.',
    caller: 'admin',
    effect: 'write',
    query: z.strictObject({ drain: Flag.default(false) }),
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
    summary: 'List the live calls of an environment',
    caller: 'member',
    effect: 'read',
    query: Paging,
    status: 200,
    answer: page(Call),
  },

  getUsage: {
    method: 'GET',
    path: `${base}/{environmentId}/usage`,
    summary: 'See the peaks and refusals of the last 24 hours',
    description: 'By hour, the oldest first; the last one is running.',
    caller: 'member',
    effect: 'read',
    status: 200,
    answer: Usage,
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
      graceSeconds: z.int().min(0).max(MAX_GRACE_SECONDS).default(DEFAULT_GRACE_SECONDS),
      supersede: z.boolean().default(false),
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
        .min(1)
        .max(MAX_ENVIRONMENTS)
        .refine((changes) => new Set(changes.map((change) => change.environmentId)).size === changes.length, {
          error: 'must name each environment once',
        }),
      dryRun: z.boolean().default(false),
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
