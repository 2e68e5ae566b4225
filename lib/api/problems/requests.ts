import * as z from 'zod/mini';
import { Count } from '../schemas/count.ts';
import type { ProblemRow } from './row.ts';

/** What can be wrong with any request: how it is written, who sends it, or a failure on our side. */
export const requestProblems = {
  malformed_json: { status: 400, title: 'The body is not valid JSON' },
  invalid_cursor: {
    status: 400,
    title: 'The cursor does not belong to this list',
    remedy: 'Start again without a cursor.',
  },
  invalid_idempotency_key: {
    status: 400,
    title: 'Idempotency-Key must be 1 to 255 visible ASCII characters',
  },

  unauthenticated: {
    status: 401,
    title: 'A valid credential is required',
    remedy: 'Send a valid access token or API key as `Authorization: Bearer …`.',
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
    title: 'This route takes another kind of credential',
    remedy: "Routes for people take an access token, routes for machines take an environment's API key.",
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
  method_not_allowed: { status: 405, title: 'The path does not support this method' },

  stale_version: {
    status: 412,
    title: 'It was changed since you read it',
    remedy: 'Read it again, and send the ETag that comes with it.',
  },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body has a media type that is not supported here' },

  invalid_input: {
    status: 422,
    title: 'The input is not valid',
    extras: {
      errors: z.array(z.object({ path: z.string(), message: z.string() })).check(z.maxLength(10)),
      errorCount: z.optional(Count).with(z.describe('For an upload: the total number of errors')),
    },
  },
  idempotency_key_reused: {
    status: 422,
    title: 'This Idempotency-Key was used for a different request',
    remedy: 'Use a new one for each new request.',
  },

  rate_limited: { status: 429, title: 'Too many requests' },

  internal_error: { status: 500, title: 'Something went wrong on our side' },
  temporarily_unavailable: {
    status: 503,
    title: 'Not available right now',
    remedy: 'Try again in a moment. With the same Idempotency-Key nothing happens twice.',
  },
} as const satisfies Record<string, ProblemRow>;
