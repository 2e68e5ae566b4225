import * as z from 'zod/mini';
import { AgentId, CallId, CampaignId, EnvironmentId, NumberId } from './ids.ts';
import { Instant } from './instant.ts';

export const LeaseSeconds = z
  .int()
  .check(z.minimum(10), z.maximum(3600), z.describe('How long the slot is held without a heartbeat'));

/** The lease of a call that does not name one, in seconds. */
export const DEFAULT_LEASE_SECONDS = 120;

export const Direction = z.enum(['inbound', 'outbound']);
export type Direction = z.output<typeof Direction>;

/** The caller's own reference for a call, for example a provider's call id. */
export const Reference = z
  .string()
  .check(
    z.maxLength(128, { abort: true }),
    z.regex(/^[\x21-\x7e]+$/, { error: 'must be visible ASCII characters' }),
    z.describe(
      "The caller's own reference, for example a provider's call id: 1 to 128 visible ASCII characters",
    ),
    z.meta({ examples: ['CA2f4c1b9e'] }),
  );

/** What a call refers to: in its environment, and the caller's own reference. */
export const callReferences = {
  agentId: z.optional(AgentId),
  numberId: z.optional(NumberId),
  campaignId: z.optional(CampaignId),
  reference: z.optional(Reference),
};

export const Call = z
  .object({
    id: CallId,
    environmentId: EnvironmentId,
    status: z.literal('active'),
    direction: Direction,
    ...callReferences,
    startedAt: Instant,
    leaseExpiresAt: Instant,
  })
  .with(z.meta({ id: 'Call' }));
export type Call = z.output<typeof Call>;

export type CallReferences = Pick<Call, keyof typeof callReferences>;
