import * as z from 'zod/mini';
import { AgentId, CallId, CampaignId, EnvironmentId, NumberId } from './ids.ts';
import { Instant } from './instant.ts';

export const LeaseSeconds = z
  .int()
  .check(z.minimum(10), z.maximum(3600), z.describe('How long the slot is held without a heartbeat'));

/** The lease of a call that names none, in seconds. */
export const DEFAULT_LEASE_SECONDS = 120;

export const Direction = z.enum(['inbound', 'outbound']);
export type Direction = z.output<typeof Direction>;

export const Call = z
  .object({
    id: CallId,
    environmentId: EnvironmentId,
    status: z.literal('active'),
    direction: Direction,
    agentId: z.optional(AgentId),
    numberId: z.optional(NumberId),
    campaignId: z.optional(CampaignId),
    startedAt: Instant,
    leaseExpiresAt: Instant,
  })
  .with(z.meta({ id: 'Call' }));
export type Call = z.output<typeof Call>;

/** What a call refers to in its environment. */
export type CallReferences = Pick<Call, 'agentId' | 'numberId' | 'campaignId'>;
