import * as z from 'zod/mini';
import { Call, callReferences, Direction } from './call.ts';
import { CallId, EnvironmentId } from './ids.ts';
import { page, Paging } from '../operation.ts';
import { endsAfterItBegins, Instant, QueryInstant } from './instant.ts';

/**
 * How long records of calls and figures of usage are kept, in days, from the start of a call or the day of the
 * figures.
 */
export const KEPT_DAYS = 400;

export const CallOutcome = z
  .enum(['ended', 'expired', 'drained', 'released'])
  .with(
    z.describe(
      '`ended` by its holder; `expired`, because no heartbeat came before its lease ended; `drained`, ended by its holder while its environment was being deleted; `released` by an Admin',
    ),
  );
export type CallOutcome = z.output<typeof CallOutcome>;

/** Why a call ended, as its holder reported it. */
export const EndReason = z
  .string()
  .check(
    z.maxLength(32, { abort: true }),
    z.regex(/^[a-z0-9_]+$/, { error: 'must be lower-case letters, digits and underscores' }),
    z.describe('Why the call ended, for example `completed`, `no_answer`, `busy`, `failed`'),
    z.meta({ examples: ['completed'] }),
  );

/** An ended call, as it is in its record. */
export const EndedCall = z
  .object({
    id: CallId,
    environmentId: EnvironmentId,
    status: z.literal('ended'),
    direction: Direction,
    ...callReferences,
    startedAt: Instant,
    endedAt: Instant,
    durationSeconds: z.number().check(z.minimum(0)),
    outcome: CallOutcome,
    endReason: z.optional(EndReason),
  })
  .with(z.meta({ id: 'EndedCall' }));
export type EndedCall = z.output<typeof EndedCall>;

/** The filters of a list of calls. */
export const callFilters = {
  ofAny: {
    direction: z.optional(Direction),
    ...callReferences,
  },
  ofEnded: {
    from: z.optional(QueryInstant).with(z.describe('Calls that started then or later')),
    to: z.optional(QueryInstant).with(z.describe('Calls that started before that')),
    outcome: z.optional(CallOutcome),
  },
};

const isOfEnded = (name: keyof typeof callFilters.ofEnded) =>
  z.refine<{ status: string; from?: unknown; to?: unknown; outcome?: unknown }>(
    (query) => query.status === 'ended' || query[name] === undefined,
    { path: [name], error: 'is for calls that have ended: status=ended' },
  );

/** The filters of a list of an environment's calls. */
export const CallsQuery = z
  .strictObject({
    ...Paging.shape,
    status: z._default(z.enum(['active', 'ended']), 'active'),
    ...callFilters.ofAny,
    ...callFilters.ofEnded,
  })
  .check(endsAfterItBegins, isOfEnded('from'), isOfEnded('to'), isOfEnded('outcome'));

/** Calls of an environment: all live, or all ended. */
export const CallsPage = page(z.union([Call, EndedCall]));

/** The description of such a list. */
export const CALLS_TOLD = `The live calls, the longest-running first; with \`status=ended\` the records of ended calls, the newest start first. Records are kept for ${KEPT_DAYS} days. A call that has just ended appears after a moment.`;
