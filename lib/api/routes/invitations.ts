import * as z from 'zod/mini';
import { defineOperations, page, Paging } from '../operation.ts';
import { Email } from '../schemas/email.ts';
import { AccountId, InvitationId } from '../schemas/ids.ts';
import { Instant } from '../schemas/instant.ts';
import { Role } from './accounts.ts';

export const Invitation = z
  .object({
    id: InvitationId,
    email: z.string(),
    role: Role,
    status: z.enum(['pending', 'expired', 'revoked', 'accepted']),
    invitedBy: z.string(),
    sentAt: Instant,
    expiresAt: Instant,
  })
  .with(z.meta({ id: 'Invitation' }));

export const SentInvitation = z
  .object({
    ...Invitation.shape,
    link: z
      .nullable(z.string())
      .with(
        z.describe(
          'The link with which the invited person accepts. You can pass it on: only the owner of the address can use it. Null when the answer is replayed.',
        ),
      ),
  })
  .with(z.meta({ id: 'SentInvitation' }));

const base = '/v1/accounts/{accountId}/invitations';

const Token = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{1,200}$/), z.describe("What follows `#token=` in the invitation's link"));

export const invitations = defineOperations({
  listInvitations: {
    method: 'GET',
    path: base,
    summary: 'List the invitations that were not accepted',
    description: 'Expired ones remain in the list, revoked ones for 30 days.',
    caller: 'member',
    personOnly: true,
    effect: 'read',
    query: Paging,
    status: 200,
    answer: page(Invitation),
  },
  createInvitation: {
    method: 'POST',
    path: base,
    summary: 'Invite a person by email',
    description:
      'The mail has a link that works for seven days. An account has at most 100 users and pending invitations; an expired invitation no longer counts, and its address can be invited again. An address gets at most one mail a minute and five a day from an account; you can send 100 invitations a day over all accounts.',
    caller: 'admin',
    personOnly: true,
    effect: 'write',
    body: z.strictObject({ email: Email, role: Role }),
    status: 201,
    answer: SentInvitation,
    secret: true,
    versioned: true,
    problems: [
      'already_member',
      'invitation_pending',
      'user_limit_reached',
      'rate_limited',
      'email_not_verified',
    ],
    examples: { body: { email: 'ada@example.com', role: 'member' } },
  },
  editInvitation: {
    method: 'PATCH',
    path: `${base}/{invitationId}`,
    summary: 'Change the role that an invitation offers',
    caller: 'admin',
    personOnly: true,
    effect: 'write',
    body: z.strictObject({ role: Role }),
    status: 200,
    answer: Invitation,
    versioned: true,
    problems: ['invitation_expired', 'invitation_revoked', 'invitation_used'],
    examples: { body: { role: 'admin' } },
  },
  resendInvitation: {
    method: 'POST',
    path: `${base}/{invitationId}/resend`,
    summary: 'Send an invitation again, with a new link and expiry; the old link stops working',
    caller: 'admin',
    personOnly: true,
    effect: 'write',
    body: z.strictObject({}),
    bodyOptional: true,
    status: 200,
    answer: SentInvitation,
    secret: true,
    versioned: true,
    problems: [
      'invitation_revoked',
      'invitation_used',
      'user_limit_reached',
      'rate_limited',
      'email_not_verified',
    ],
    examples: { body: {} },
  },
  revokeInvitation: {
    method: 'DELETE',
    path: `${base}/{invitationId}`,
    summary: 'Revoke an invitation',
    caller: 'admin',
    personOnly: true,
    effect: 'write',
    status: 204,
    versioned: true,
    problems: ['invitation_used'],
  },
  lookUpInvitation: {
    method: 'POST',
    path: '/v1/invitations/lookup',
    summary: 'See what an invitation offers',
    caller: 'person',
    effect: 'read',
    body: z.strictObject({ token: Token }),
    status: 200,
    answer: z.object({ accountName: z.string(), role: Role, email: z.string(), expiresAt: Instant }),
    problems: ['not_found', 'invitation_expired', 'invitation_revoked', 'invitation_used'],
  },
  acceptInvitation: {
    method: 'POST',
    path: '/v1/invitations/accept',
    summary: 'Accept an invitation',
    description:
      "The signed-in person's verified email must be the one invited. Accepting again gives the same answer. Someone who was removed must have signed in since.",
    caller: 'person',
    effect: 'write',
    body: z.strictObject({ token: Token }),
    status: 200,
    answer: z.object({ accountId: AccountId, role: Role }),
    problems: [
      'not_found',
      'invitation_expired',
      'invitation_revoked',
      'invitation_used',
      'invitation_email_mismatch',
      'email_not_verified',
      'already_member',
      'account_suspended',
      'account_closed',
    ],
  },
});
