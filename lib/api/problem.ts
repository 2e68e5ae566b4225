import * as z from 'zod/mini';
import { countedLimits, limits } from './limits.ts';
import { Count } from './schemas/count.ts';

interface ProblemRow {
  readonly status: number;
  readonly title: string;
  /** What one can do about it, where the title does not say it already. */
  readonly remedy?: string;
  readonly extras?: Record<string, z.ZodMiniType>;
}

/**
 * Every problem this API can answer with: its HTTP status, its title, what to do, and the fields it carries beyond
 * RFC 9457's. The one place where a code meets a status.
 */
export const problems = {
  malformed_json: { status: 400, title: 'The body is not valid JSON' },
  invalid_cursor: {
    status: 400,
    title: 'The cursor is not one that this list gave out',
    remedy: 'Begin again without one.',
  },
  invalid_idempotency_key: {
    status: 400,
    title: 'Idempotency-Key must be 1 to 255 visible ASCII characters',
  },

  unauthenticated: {
    status: 401,
    title: 'A valid credential is required',
    remedy: 'Send an access token or an API key that is in force as `Authorization: Bearer …`.',
  },

  admin_required: {
    status: 403,
    title: 'Only an Admin of the account may do this',
    remedy: 'Ask one of them.',
  },
  operator_required: { status: 403, title: 'Only an operator of the platform may do this' },
  person_required: {
    status: 403,
    title: 'Only a person may do this',
    remedy: 'Sign in: service accounts manage no users, invitations or service accounts.',
  },
  wrong_credential: {
    status: 403,
    title: 'This route takes the other kind of credential',
    remedy: "People's routes take an access token, machines' routes an environment's API key.",
  },
  invitation_email_mismatch: {
    status: 403,
    title: 'The invitation was sent to another email address',
    remedy: 'Sign in with the address that it was sent to.',
  },
  email_not_verified: {
    status: 403,
    title: 'Your email address is not verified yet',
    remedy: 'Verify it, and sign in again.',
  },

  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'This path does not answer to that method' },

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
    title: 'There are as many as there can be',
    remedy: 'Delete one first.',
    extras: {
      limitOf: z.enum(countedLimits).with(z.describe('Which limit it is: see the table of limits')),
      limit: Count,
    },
  },
  environment_paused: {
    status: 409,
    title: 'The environment is paused',
    remedy: 'An Admin can unpause it.',
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
    title: 'The environment is being deleted as soon as its last call ends',
  },
  rotation_in_progress: {
    status: 409,
    title: 'Two API keys are alive already',
    remedy: 'Revoke one, or send `"supersede": true` to end the older one at once.',
  },
  last_admin: {
    status: 409,
    title: 'An account keeps at least one Admin',
    remedy: 'Make someone else an Admin first.',
  },
  already_member: { status: 409, title: 'This person is a user of the account already' },
  invitation_pending: {
    status: 409,
    title: 'An invitation to this address is pending already',
    remedy: 'Send that one again, or revoke it first.',
    extras: { invitationId: z.string() },
  },
  agent_name_taken: { status: 409, title: 'Another agent of the environment has this name' },
  number_taken: { status: 409, title: 'The account already has this telephone number' },
  invalid_transition: {
    status: 409,
    title: 'A campaign can not go from this status to that one',
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
    title: 'Something else in the environment refers to it',
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
    remedy: 'Ask whoever sent it to send it again.',
  },
  invitation_revoked: {
    status: 410,
    title: 'The invitation was revoked',
    remedy: 'Ask for a new one.',
  },
  invitation_used: { status: 410, title: 'The invitation was used already' },
  lease_expired: {
    status: 410,
    title: "The call's lease is over",
    remedy: 'Its slot may be taken: start it again.',
  },

  stale_version: {
    status: 412,
    title: 'It was changed since you read it',
    remedy: 'Read it again, and send the ETag that comes with it.',
  },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body is of a type that is not taken here' },

  invalid_input: {
    status: 422,
    title: 'The input is not valid',
    extras: {
      errors: z.array(z.object({ path: z.string(), message: z.string() })).check(z.maxLength(10)),
      errorCount: z.optional(Count).with(z.describe('Of an upload: how many there are in all')),
    },
  },
  idempotency_key_reused: {
    status: 422,
    title: 'This Idempotency-Key was used for a different request',
    remedy: 'Take a new one for each new request.',
  },

  concurrency_limit_reached: {
    status: 429,
    title: 'As many calls are running as the limit allows',
    extras: {
      limitOf: z
        .enum(['environment', 'outbound', 'campaign'])
        .with(
          z.describe(
            'Whose limit it is: `outbound` when the free places are reserved for inbound calls, `campaign` when it is the campaign’s own',
          ),
        ),
      limit: Count,
      activeCalls: Count.with(z.describe('How many calls are running that this limit counts')),
    },
  },
  rate_limited: { status: 429, title: 'Too many requests' },

  internal_error: { status: 500, title: 'Something went wrong on our side' },
  temporarily_unavailable: {
    status: 503,
    title: 'Not available right now',
    remedy: 'Try again in a moment. With the same Idempotency-Key nothing is done twice.',
  },
} as const satisfies Record<string, ProblemRow>;

export type ProblemCode = keyof typeof problems;

type Extras<C extends ProblemCode> = (typeof problems)[C] extends {
  extras: infer E extends Record<string, z.ZodMiniType>;
}
  ? z.output<z.ZodMiniObject<E>>
  : unknown;

/** The sentence for an occurrence of which there is nothing more to say. */
export function usualDetail(code: ProblemCode): string {
  const { title, remedy }: ProblemRow = problems[code];
  return remedy === undefined ? `${title}.` : `${title}. ${remedy}`;
}

/** What a problem may say beyond its code: a sentence for this occurrence, a time to wait in seconds, the code's extras. */
export type ProblemDetails<C extends ProblemCode = ProblemCode> = Extras<C> & {
  detail?: string;
  retryAfter?: number;
  allow?: string[];
};

/** The one error that a client sees. Everything else that is thrown becomes `internal_error`, without its message. */
export class Problem<C extends ProblemCode = ProblemCode> extends Error {
  readonly code: C;
  readonly details: { detail?: string; retryAfter?: number; allow?: string[] } & Record<string, unknown>;

  constructor(code: C, ...[details]: unknown extends Extras<C> ? [ProblemDetails<C>?] : [ProblemDetails<C>]) {
    super(code);
    this.code = code;
    this.details = { ...details };
  }
}

/** One field of a request is not valid: where it stands, and what is wrong with it, said so that it can stand behind its name. */
export const invalidField = (path: string, message: string): Problem =>
  new Problem('invalid_input', { detail: `${path} ${message}.`, errors: [{ path, message }] });
