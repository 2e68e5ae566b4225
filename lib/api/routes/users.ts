import * as z from 'zod/mini';
import { Role } from './accounts.ts';
import { invitations } from './invitations.ts';
import { EnvironmentId, KeyId, ServiceAccountId, UserId, WebhookId } from '../schemas/ids.ts';
import { defineOperations, Flag, page, Paging } from '../operation.ts';
import { Instant } from '../schemas/instant.ts';

export const User = z
  .object({ userId: UserId, name: z.string(), email: z.string(), role: Role, joinedAt: Instant })
  .with(z.meta({ id: 'User' }));

export const Exposure = z
  .object({
    items: z
      .array(
        z.object({
          environmentId: EnvironmentId,
          environmentName: z.string(),
          keyId: KeyId,
          masked: z.string(),
          shownAt: Instant,
        }),
      )
      .with(z.describe('API keys of environments')),
    serviceAccounts: z
      .array(
        z.object({
          serviceAccountId: ServiceAccountId,
          name: z.string(),
          role: Role,
          masked: z.string(),
          shownAt: Instant,
        }),
      )
      .with(z.describe('Secrets of service accounts. They manage the account with the role')),
    webhooks: z
      .array(
        z.object({
          environmentId: EnvironmentId,
          environmentName: z.string(),
          webhookId: WebhookId,
          url: z.string(),
          description: z.string(),
          shownAt: Instant,
        }),
      )
      .with(z.describe('Signing secrets of webhooks. Whoever has one can sign what looks like an event')),
  })
  .with(z.meta({ id: 'Exposure' }));

const base = '/v1/accounts/{accountId}/users';
const rows = defineOperations({
  listUsers: {
    method: 'GET',
    path: base,
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
    path: `${base}/{userId}`,
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
    path: `${base}/{userId}`,
    summary: "Change a user's role",
    description:
      'It takes effect on the next request of that user, whatever their token says. Making an Admin a Member also revokes the invitations that they sent.',
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
    path: `${base}/{userId}`,
    summary: 'Remove a user from the account, or leave it',
    description:
      'An Admin can remove anyone; everyone can leave. It takes effect on the next request of that user, and revokes the invitations that they sent. The response may take up to a second. Sign-ins from before the removal stay invalid, even if the user is invited again. Their name and address are erased from the audit trail and the invitations after 90 days, or with `forget=true` within minutes; a long trail takes a minute for each 25,000 of its events and for each 1,000 of theirs. An Admin can also send `forget=true` for a user who was removed earlier: a pending invitation to them is then revoked.',
    caller: 'member',
    personOnly: true,
    effect: 'write',
    query: z.strictObject({ forget: z._default(Flag, false) }),
    status: 204,
    versioned: true,
    problems: ['admin_required', 'last_admin'],
  },
  getExposure: {
    method: 'GET',
    path: `${base}/{userId}/exposure`,
    summary: 'Which live secrets has this user been shown?',
    description:
      'API keys, secrets of service accounts and signing secrets of webhooks. They outlive a removal and a change of role: rotate or delete each that the user must no longer be able to use. A secret that was replaced is listed until its grace period ends.',
    caller: 'admin',
    personOnly: true,
    effect: 'read',
    status: 200,
    answer: Exposure,
  },
});

/** The users of an account, and those who are invited. */
export const users = { ...rows, ...invitations } as const;
