import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { defineOperations } from '../operation.ts';
import { Count } from '../schemas/count.ts';
import { MaxConcurrentCalls } from '../schemas/environment.ts';
import { EnvironmentId } from '../schemas/ids.ts';
import { Plan } from './accounts.ts';

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

export const concurrency = defineOperations({
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
      'All or nothing; only the resulting total counts. `dryRun` shows the effect and changes nothing: the same request without it gets the same answer or refusal. One step writes at most 100 items: each environment, each part of its calls that changes (parts of 40; of 2 % of the limit above 2,000), and each running call with a name of its own in an environment that grows above 40. More than that is refused as `change_too_large`: change fewer environments at a time, those that are lowered first. Forty environments of up to 40 calls always fit.',
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
    problems: [
      'concurrency_allocation_exceeded',
      'environment_draining',
      'environment_has_active_calls',
      'change_too_large',
    ],
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
