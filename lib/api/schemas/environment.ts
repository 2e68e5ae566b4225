import * as z from 'zod/mini';
import { Count } from './count.ts';
import { EnvironmentId, KeyId } from './ids.ts';
import { Instant } from './instant.ts';

/** What is shown of an API key after its creation: its last four characters. */
export const MaskedKey = z.string().with(z.meta({ examples: ['brt_…Ab3d'] }));

/** An API key just made, with its secret. */
export const NewKey = z.object({
  id: KeyId,
  masked: MaskedKey,
  secret: z.nullable(z.string()).with(z.describe('Shown this once')),
  secretAvailable: z.boolean(),
});

/** The account decides, with figures, whether it fits in the plan. Here it only has to be a whole number from 0. */
export const MaxConcurrentCalls = Count.with(z.meta({ examples: [10] }));

export const Environment = z
  .object({
    id: EnvironmentId,
    name: z.string(),
    apiKey: z.object({
      id: KeyId,
      masked: MaskedKey,
      createdAt: Instant,
      lastUsedAt: z.nullable(Instant),
      expiresAt: z
        .nullable(Instant)
        .with(
          z.describe(
            'When it stops working. In the past: it was the last one, and the environment has no active key',
          ),
        ),
    }),
    maxConcurrentCalls: Count,
    allocatedConcurrentCalls: Count.with(
      z.describe(
        'How many calls of the plan the environment holds: its limit, or more while calls above a lowered limit are still running',
      ),
    ),
    reservedInboundCalls: Count.with(
      z.describe('How many of the concurrent calls are for inbound ones only'),
    ),
    hidden: z.boolean(),
    paused: z.boolean().with(z.describe('Whether starts are refused until an Admin ends the pause')),
    critical: z
      .boolean()
      .with(
        z.describe(
          'Whether people should be asked twice: the console asks for its name before anything destructive',
        ),
      ),
    status: z
      .enum(['active', 'draining', 'deleted'])
      .with(z.describe('`draining`: being deleted, which happens when its last call ends')),
    createdAt: Instant,
    updatedAt: Instant,
    deletedAt: z
      .optional(Instant)
      .with(z.describe('Set while the environment is draining, and once it is deleted')),
    restorableUntil: z.optional(Instant),
  })
  .with(z.meta({ id: 'Environment' }));
export type Environment = z.output<typeof Environment>;
