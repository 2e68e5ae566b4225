import * as z from 'zod/mini';
import { countedLimits, limits } from '../limits.ts';
import { Count } from '../schemas/count.ts';
import type { ProblemRow } from './row.ts';

/**
 * Why a valid request cannot be done in the current state: something prevents it, a limit is reached, or a time has
 * passed.
 */
export const stateProblems = {
  environment_name_taken: { status: 409, title: 'Another environment of the account has this name' },
  concurrency_allocation_exceeded: {
    status: 409,
    title: 'Not enough concurrent calls left in the plan',
    extras: { planLimit: Count, allocated: Count, unallocated: Count, requested: Count },
  },
  plan_below_allocation: {
    status: 409,
    title: 'The environments already hold more than this plan would allow',
    extras: { allocated: Count, requested: Count },
  },
  change_too_large: {
    status: 409,
    title: 'The change is too large to be made in one step',
    remedy: 'Split it into several requests.',
  },
  last_environment: {
    status: 409,
    title: 'An account keeps at least one environment',
    remedy: 'Create another one first.',
  },
  last_visible_environment: {
    status: 409,
    title: 'An account keeps at least one visible environment',
    remedy: 'Show another one first.',
  },
  environment_limit_reached: {
    status: 409,
    title: `An account has at most ${limits.environments} environments`,
    remedy: 'Delete one first.',
  },
  limit_reached: {
    status: 409,
    title: 'The limit for this kind of item is reached',
    remedy: 'Delete one first.',
    extras: {
      limitOf: z.enum(countedLimits).with(z.describe('Which limit, by its name in the table of limits')),
      limit: Count,
    },
  },
  environment_paused: {
    status: 409,
    title: 'The environment is paused',
    remedy: 'An Admin can resume it.',
  },
  account_suspended: {
    status: 409,
    title: 'The account is suspended',
    remedy: 'Ask the operator of this service.',
  },
  account_closed: {
    status: 409,
    title: 'The account is closed',
    remedy: 'Ask the operator of this service: it can be resumed for 30 days.',
  },
  environment_has_active_calls: {
    status: 409,
    title: 'Calls are running in this environment',
    extras: { activeCalls: Count },
  },
  environment_draining: {
    status: 409,
    title: 'The environment will be deleted when its last call ends',
  },
  rotation_in_progress: {
    status: 409,
    title: 'The environment already has two active API keys',
    remedy: 'Revoke one, or send `"supersede": true` to end the older one at once.',
  },
  last_admin: {
    status: 409,
    title: 'An account keeps at least one Admin',
    remedy: 'Make someone else an Admin first.',
  },
  already_member: { status: 409, title: 'This person is already a user of the account' },
  invitation_pending: {
    status: 409,
    title: 'An invitation to this address is already pending',
    remedy: 'Send that one again, or revoke it first.',
    extras: { invitationId: z.string() },
  },
  agent_name_taken: { status: 409, title: 'Another agent of the environment has this name' },
  number_taken: { status: 409, title: 'The account already has this telephone number' },
  invalid_transition: {
    status: 409,
    title: 'The campaign cannot change from its status to the requested one',
    extras: { from: z.string(), to: z.string() },
  },
  campaign_not_running: {
    status: 409,
    title: 'The campaign is not running',
    remedy: 'Start or resume it first.',
    extras: { campaignStatus: z.string() },
  },
  campaign_limit_reached: {
    status: 409,
    title: `At most ${limits.limitedCampaigns} campaigns with a limit of their own run in an environment at once`,
    remedy: 'Pause or complete one first, or leave this one without a limit.',
  },
  webhook_disabled: {
    status: 409,
    title: 'The webhook is disabled',
    remedy: 'Enable it first.',
  },
  in_use: {
    status: 409,
    title: 'Something else in the environment uses it',
    extras: {
      references: z
        .array(z.object({ type: z.enum(['number', 'campaign', 'settings']), id: z.string() }))
        .check(z.maxLength(10)),
    },
  },
  user_limit_reached: {
    status: 409,
    title: `An account has at most ${limits.users} users and pending invitations`,
    remedy: 'Remove a user or revoke an invitation first.',
  },

  invitation_expired: {
    status: 410,
    title: 'The invitation has expired',
    remedy: 'Ask the sender to send it again.',
  },
  invitation_revoked: {
    status: 410,
    title: 'The invitation was revoked',
    remedy: 'Ask for a new one.',
  },
  invitation_used: { status: 410, title: 'The invitation was already used' },
  lease_expired: {
    status: 410,
    title: "The call's lease has expired",
    remedy: 'Its slot may be taken by now. Start the call again.',
  },

  concurrency_limit_reached: {
    status: 429,
    title: 'The limit of concurrent calls is reached',
    extras: {
      limitOf: z
        .enum(['environment', 'outbound', 'campaign'])
        .with(
          z.describe(
            'Which limit is reached: `outbound` when the free slots are reserved for inbound calls, `campaign` when it is the campaign’s own',
          ),
        ),
      limit: Count,
      activeCalls: Count.with(z.describe('How many of the running calls count toward this limit')),
    },
  },
} as const satisfies Record<string, ProblemRow>;
