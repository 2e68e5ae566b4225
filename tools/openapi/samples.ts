import type * as z from 'zod/mini';
import type { Account, Me } from '../../lib/api/routes/accounts.ts';
import type { Agent } from '../../lib/api/routes/resources/agents.ts';
import type { AuditEvent } from '../../lib/api/routes/audit.ts';
import type { Call } from '../../lib/api/schemas/call.ts';
import type { Campaign, Contact } from '../../lib/api/routes/resources/campaigns.ts';
import type { Environment } from '../../lib/api/schemas/environment.ts';
import type { EndedCall } from '../../lib/api/schemas/ended-call.ts';
import type { Concurrency } from '../../lib/api/routes/concurrency.ts';
import type { ApiKey } from '../../lib/api/routes/api-keys.ts';
import type { Number } from '../../lib/api/routes/resources/numbers.ts';
import type { ProblemCode, ProblemDetails } from '../../lib/api/problem.ts';
import type { AccountUsage, Usage, UsagePeriod } from '../../lib/api/routes/reports.ts';
import type { Settings } from '../../lib/api/routes/resources/settings.ts';
import type { Exposure, User } from '../../lib/api/routes/users.ts';
import type { Invitation } from '../../lib/api/routes/invitations.ts';

const accountId = 'acc_01JD3Z0M5V7Q8C2N4B6X9Y1T3R';
const environmentId = 'env_01JD3Z0M5W2K4M6P8R0T2V4X6Z';
const keyId = 'key_01JD3Z0M5X1A3C5E7G9J1M3P5R';
const userId = '5b0f8a52-70b1-4c39-9a6e-3c1e8f5d7a21';
const earlier = '2026-01-31T09:30:00.000Z';
const later = '2026-02-03T14:05:12.480Z';

const account: z.input<typeof Account> = {
  id: accountId,
  name: 'Acme',
  status: 'active',
  plan: { name: 'Standard', maxConcurrentCalls: 40 },
  allocatedConcurrentCalls: 35,
  unallocatedConcurrentCalls: 5,
  environmentCount: 2,
  userCount: 3,
  createdAt: earlier,
  updatedAt: later,
};

const environment: z.input<typeof Environment> = {
  id: environmentId,
  name: 'production',
  apiKey: { id: keyId, masked: 'brt_…Ab3d', createdAt: earlier, lastUsedAt: later, expiresAt: null },
  maxConcurrentCalls: 15,
  allocatedConcurrentCalls: 15,
  reservedInboundCalls: 3,
  hidden: false,
  paused: false,
  critical: false,
  status: 'active',
  createdAt: earlier,
  updatedAt: later,
};

const apiKey: z.input<typeof ApiKey> = {
  id: keyId,
  masked: 'brt_…Ab3d',
  createdAt: earlier,
  lastUsedAt: later,
  expiresAt: null,
  createdBy: userId,
};

// Its checksum is wrong, so that the documents can't contain a real key.
const secret = 'brt_01JD3Z0M5W2K4M6P8R0T2V4X6Z_1b9Qm4ZxT7cVnR2sLkD8fGhJw5yPe6uN3000000';

const concurrency: z.input<typeof Concurrency> = {
  plan: { name: 'Standard', maxConcurrentCalls: 40 },
  allocated: 35,
  unallocated: 5,
  activeCalls: 9,
  environments: [
    {
      environmentId: 'env_01JD3Z0M5W3M5P7R9T1V3X5Z7B',
      name: 'default',
      hidden: false,
      maxConcurrentCalls: 20,
      allocatedConcurrentCalls: 20,
      activeCalls: 7,
      peak24h: 16,
      refused24h: 0,
    },
    {
      environmentId,
      name: 'production',
      hidden: false,
      maxConcurrentCalls: 15,
      allocatedConcurrentCalls: 15,
      activeCalls: 2,
      peak24h: 15,
      refused24h: 3,
    },
  ],
};

const usagePeriod: z.input<typeof UsagePeriod> = {
  at: '2026-02-03T13:00:00.000Z',
  started: 120,
  refused: 3,
  expired: 2,
  minutes: 312.5,
  peak: 15,
};

const usage: z.input<typeof Usage> = {
  from: usagePeriod.at,
  to: '2026-02-03T15:00:00.000Z',
  granularity: 'hour',
  items: [
    usagePeriod,
    { at: '2026-02-03T14:00:00.000Z', started: 48, refused: 0, expired: 0, minutes: 97.25, peak: 9 },
  ],
  totals: { started: 168, refused: 3, expired: 2, minutes: 409.75, peak: 15 },
};

const accountUsage: z.input<typeof AccountUsage> = {
  ...usage,
  environments: [{ environmentId, name: 'production', status: 'active', ...usage.totals }],
  purged: { started: 0, refused: 0, expired: 0, minutes: 0, peak: 0 },
};

const ownConcurrency = {
  maxConcurrentCalls: 15,
  activeCalls: 9,
  availableCalls: 6,
  paused: false,
  outbound: { maxConcurrentCalls: 13, activeCalls: 8 },
  campaigns: [{ campaignId: 'cmp_01JD3Z0M625D8F0H3K6N9Q2S5W', maxConcurrentCalls: 5, activeCalls: 2 }],
};

const endedCall: z.input<typeof EndedCall> = {
  id: 'call-7f3a',
  environmentId,
  status: 'ended',
  direction: 'outbound',
  startedAt: later,
  endedAt: '2026-02-03T14:07:12.980Z',
  durationSeconds: 120.5,
  outcome: 'ended',
};

const call: z.input<typeof Call> = {
  id: 'call-7f3a',
  environmentId,
  status: 'active',
  direction: 'outbound',
  startedAt: later,
  leaseExpiresAt: '2026-02-03T14:06:12.480Z',
};

const me: z.input<typeof Me> = {
  userId,
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  memberships: [{ accountId, accountName: 'Acme', role: 'admin' }],
};

const user: z.input<typeof User> = {
  userId,
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  role: 'member',
  joinedAt: earlier,
};

const invitation: z.input<typeof Invitation> = {
  id: 'inv_01JD3Z0M5Y0B2D4F6H8K0N2Q4S',
  email: 'ada@example.com',
  role: 'member',
  status: 'pending',
  invitedBy: '1f9c2d34-5a6b-4c7d-8e9f-0a1b2c3d4e5f',
  sentAt: later,
  expiresAt: '2026-02-10T14:05:12.480Z',
};

const exposure: z.input<typeof Exposure> = {
  items: [{ environmentId, environmentName: 'production', keyId, masked: 'brt_…Ab3d', shownAt: earlier }],
  serviceAccounts: [
    {
      serviceAccountId: 'svc_01JD3Z0M658G1J3M6P9R2V5X8Z',
      name: 'GitHub Actions',
      role: 'admin',
      masked: 'bsa_…b2Cd',
      shownAt: earlier,
    },
  ],
  webhooks: [
    {
      environmentId,
      environmentName: 'production',
      webhookId: 'whk_01JD3Z0M636E9G1J4M7P0S3V6X',
      url: 'https://example.com/hook',
      description: 'For billing',
      shownAt: earlier,
    },
  ],
};

const agent: z.input<typeof Agent> = {
  id: 'agt_01JD3Z0M603B6D8F1H4K7N0Q3T',
  name: 'Front desk',
  description: 'Takes all calls to the main number',
  language: 'en-US',
  voice: 'alloy',
  greeting: 'Acme, good morning. How can I help?',
  prompt: 'You answer the telephone of Acme. Find out what the caller needs, and put them through.',
  createdAt: earlier,
  updatedAt: later,
};

const number: z.input<typeof Number> = {
  id: 'num_01JD3Z0M614C7E9G2J5M8P1R4V',
  e164: '+14155550100',
  label: 'Front desk',
  inboundAgentId: agent.id,
  createdAt: earlier,
  updatedAt: later,
};

const campaign: z.input<typeof Campaign> = {
  id: 'cmp_01JD3Z0M625D8F0H3K6N9Q2S5W',
  name: 'Spring offer',
  agentId: agent.id,
  numberId: number.id,
  status: 'running',
  maxConcurrentCalls: 5,
  contactCount: 1200,
  createdAt: earlier,
  updatedAt: later,
};

const contact: z.input<typeof Contact> = { e164: '+14155550101', name: 'Ada Lovelace' };

const settings: z.input<typeof Settings> = {
  timezone: 'Europe/Berlin',
  defaultLanguage: 'en-US',
  defaultAgentId: agent.id,
  alerts: { nearPercent: 80, refusals: true, expiredCalls: null, mailTo: [userId] },
  updatedAt: later,
};

const auditEvent: z.input<typeof AuditEvent> = {
  id: 'evt_01JD3Z0M5ZA7C9E1G3J5M7P9R1',
  at: later,
  actor: { type: 'user', id: userId, email: 'ada@example.com' },
  action: 'environment.updated',
  target: { type: 'environment', id: environmentId, name: 'production' },
  before: { maxConcurrentCalls: 10 },
  after: { maxConcurrentCalls: 15 },
  requestId: 'JKJaXmPLvHcESHA=',
};

/** The example of a named schema. Any other schema gets an example made from its fields. */
export const namedSamples: Readonly<Record<string, unknown>> = {
  Account: account,
  Environment: environment,
  EnvironmentWithKey: {
    environment,
    apiKey: { id: keyId, masked: 'brt_…Ab3d', secret, secretAvailable: true },
  },
  ApiKey: apiKey,
  RotatedApiKey: { ...apiKey, secret, secretAvailable: true },
  Concurrency: concurrency,
  Usage: usage,
  UsagePeriod: usagePeriod,
  AccountUsage: accountUsage,
  AccountUsagePeriod: usagePeriod,
  Call: call,
  EndedCall: endedCall,
  OwnConcurrency: ownConcurrency,
  Me: me,
  User: user,
  Invitation: invitation,
  SentInvitation: { ...invitation, link: 'https://console.example.com/invitations/accept#token=…' },
  Exposure: exposure,
  Agent: agent,
  Number: number,
  Campaign: campaign,
  Contact: contact,
  Settings: settings,
  AuditEvent: auditEvent,
};

/** The examples of fields that have none of their own, by name. */
export const fieldSamples: Readonly<Record<string, unknown>> = {
  accountName: 'Acme',
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  nextCursor: null,
  token: 'mB3rS0pYx6kQz1vN8wTfLdHc2aEgJu7iXoRy5PqKt4s',
};

/** The figures of the problems that have figures. */
export const problemSamples: { readonly [Code in ProblemCode]?: Omit<ProblemDetails<Code>, 'retryAfter'> } = {
  concurrency_allocation_exceeded: {
    detail: "40 of the plan's 40 concurrent calls are allocated, 0 are left, 1 were requested.",
    planLimit: 40,
    allocated: 40,
    unallocated: 0,
    requested: 1,
  },
  plan_below_allocation: { allocated: 35, requested: 30 },
  environment_has_active_calls: { activeCalls: 3 },
  invitation_pending: { invitationId: invitation.id },
  invalid_transition: {
    detail: 'The campaign is completed. It can no longer change.',
    from: 'completed',
    to: 'running',
  },
  in_use: {
    detail: 'In this environment 1 other refers to it.',
    references: [{ type: 'campaign', id: campaign.id }],
  },
  invalid_input: {
    detail: 'name must not be empty.',
    errors: [{ path: 'name', message: 'must not be empty' }],
    errorCount: 1,
  },
  concurrency_limit_reached: { limitOf: 'environment', limit: 15, activeCalls: 15 },
  campaign_not_running: { campaignStatus: 'paused' },
};
