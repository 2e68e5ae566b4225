import * as z from 'zod/mini';
import { Role } from './accounts.ts';
import { Email } from '../schemas/email.ts';
import { AccountId, EnvironmentId, InvitationId, KeyId, UserId } from '../schemas/ids.ts';
import { defineOperations, page, Paging } from '../operation.ts';
import { Instant } from '../schemas/instant.ts';

export const User = z
  .object({ userId: UserId, name: z.string(), email: z.string(), role: Role, joinedAt: Instant })
  .with(z.meta({ id: 'User' }));

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
          'Where the invited person accepts, for you to pass on: it is of use only to whoever owns the address. Null when the answer is given again.',
        ),
      ),
  })
  .with(z.meta({ id: 'SentInvitation' }));

export const Exposure = z
  .object({
    items: z.array(
      z.object({
        environmentId: EnvironmentId,
        environmentName: z.string(),
        keyId: KeyId,
        masked: z.string(),
        shownAt: Instant,
      }),
    ),
  })
  .with(z.meta({ id: 'Exposure' }));

const users_ = '/v1/accounts/{accountId}/users';
const invitations_ = '/v1/accounts/{accountId}/invitations';

const Token = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{1,200}$/), z.describe("What follows `#token=` in the invitation's link"));

export const users = defineOperations({
  listUsers: {
    method: 'GET',
    path: users_,
    summary: 'List the users of an account',
    caller: 'member',
    personOnly: true,
    effect: 'read',
    query: Paging,
    status: 200,
    answer: page(User),
  },
  getUser: {
    method: 'GET',
    path: `${users_}/{userId}`,
    summary: 'Get a user',
    caller: 'member',
    personOnly: true,
    effect: 'read',
    status: 200,
    answer: User,
    versioned: true,
  },
  changeRole: {
    method: 'PATCH',
    path: `${users_}/{userId}`,
    summary: "Change a user's role",
    description:
      'It acts on the next request of that user, whatever their token says. Making an Admin a Member also revokes the invitations that they sent.',
    caller: 'admin',
    personOnly: true,
    effect: 'write',
    body: z.strictObject({ role: Role }),
    status: 200,
    answer: User,
    versioned: true,
    problems: ['last_admin'],
    examples: { body: { role: 'member' } },
  },
  removeUser: {
    method: 'DELETE',
    path: `${users_}/{userId}`,
    summary: 'Remove a user from the account, or leave it',
    description:
      'An Admin may remove anyone, everyone may leave. It acts on the next request of that user, and ends the invitations that they sent. It is answered when the second is over, so that a later sign-in can be told from an earlier one: invited again, the user is in with a new sign-in and with nothing older.',
    caller: 'member',
    personOnly: true,
    effect: 'write',
    status: 204,
    versioned: true,
    problems: ['admin_required', 'last_admin'],
  },
  getExposure: {
    method: 'GET',
    path: `${users_}/{userId}/exposure`,
    summary: 'Which live API keys has this user been shown?',
    description: 'Rotate these when the user must not be able to use them any more.',
    caller: 'admin',
    personOnly: true,
    effect: 'read',
    status: 200,
    answer: Exposure,
  },

  listInvitations: {
    method: 'GET',
    path: invitations_,
    summary: 'List the invitations that were not accepted',
    description: 'Expired ones stay listed; revoked ones for 30 days.',
    caller: 'member',
    personOnly: true,
    effect: 'read',
    query: Paging,
    status: 200,
    answer: page(Invitation),
  },
  createInvitation: {
    method: 'POST',
    path: invitations_,
    summary: 'Invite a person by email',
    description:
      'The mail has a link that works for seven days. Users and pending invitations together are 100 at most; an expired invitation gives its seat, and its address, to a new one. An address gets one mail a minute and five a day from an account at most; you can send 100 invitations a day over all accounts.',
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
    path: `${invitations_}/{invitationId}`,
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
    path: `${invitations_}/{invitationId}/resend`,
    summary: 'Send an invitation again: a new link, a new expiry; the old link dies',
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
    path: `${invitations_}/{invitationId}`,
    summary: 'Revoke an invitation',
    caller: 'admin',
    personOnly: true,
    effect: 'write',
    status: 204,
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
      "The signed-in person's verified email must be the one invited. Accepting again answers the same. Someone who had been removed needs a sign-in from after that.",
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
