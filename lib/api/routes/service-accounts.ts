import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { defineOperations, page, Paging, someOf } from '../operation.ts';
import { graceSeconds } from '../schemas/grace.ts';
import { Instant, RequestInstant } from '../schemas/instant.ts';
import { ServiceAccountId } from '../schemas/ids.ts';
import { AccountName } from '../schemas/names.ts';
import { Role } from './accounts.ts';

const SERVICE_ACCOUNTS = '/v1/accounts/{accountId}/service-accounts';
const SERVICE_ACCOUNT = `${SERVICE_ACCOUNTS}/{serviceAccountId}` as const;

const Name = AccountName.with(z.meta({ examples: ['GitHub Actions'] }));
const Expiry = z
  .nullable(RequestInstant)
  .with(z.describe('When it stops working, in the future; null for never'));

export const ServiceAccount = z
  .object({
    id: ServiceAccountId,
    name: z.string(),
    role: Role,
    masked: z
      .string()
      .with(z.meta({ description: 'The last characters of its secret', examples: ['bsa_…Ab3d'] })),
    createdAt: Instant,
    createdBy: z.string().with(z.describe('The id of the user who created it')),
    expiresAt: z.nullable(Instant),
    lastUsedAt: z
      .nullable(Instant)
      .with(z.describe('To the hour. Requests for audit events, reports and exports do not count')),
  })
  .with(z.meta({ id: 'ServiceAccount' }));

const WithSecret = z.object({
  ...ServiceAccount.shape,
  secret: z.nullable(z.string()).with(
    z.meta({
      description: 'Shown this once. null when the answer is replayed',
      examples: ['bsa_01JD3Z0M5V7Q8C2N4B6X9Y1T3R_Xk29aQm4Zt7Lw0Rb5Vn8Yc1Hd6Jf3Gs2pT0a1b2C'],
    }),
  ),
  secretAvailable: z.boolean(),
});

/** For a person who is an Admin: a service account cannot create others. */
const forAdmins = { caller: 'admin', personOnly: true } as const;

export const serviceAccounts = defineOperations({
  listServiceAccounts: {
    method: 'GET',
    path: SERVICE_ACCOUNTS,
    summary: 'List the service accounts of an account',
    ...forAdmins,
    effect: 'read',
    query: Paging,
    status: 200,
    answer: page(ServiceAccount),
  },
  createServiceAccount: {
    method: 'POST',
    path: SERVICE_ACCOUNTS,
    summary: 'Create a service account',
    description: `For pipelines and infrastructure as code: its secret is sent as \`Authorization: Bearer bsa_…\`, and it may do what its role may, except manage users, invitations and service accounts. At most ${limits.serviceAccounts} for an account.`,
    ...forAdmins,
    effect: 'write',
    body: z.strictObject({ name: Name, role: Role, expiresAt: z._default(Expiry, null) }),
    status: 201,
    answer: WithSecret,
    versioned: true,
    secret: true,
    problems: ['limit_reached'],
    examples: { body: { name: 'GitHub Actions', role: 'admin', expiresAt: '2035-01-31T00:00:00Z' } },
  },
  getServiceAccount: {
    method: 'GET',
    path: SERVICE_ACCOUNT,
    summary: 'Get a service account',
    ...forAdmins,
    effect: 'read',
    status: 200,
    answer: ServiceAccount,
    versioned: true,
  },
  editServiceAccount: {
    method: 'PATCH',
    path: SERVICE_ACCOUNT,
    summary: 'Change a service account',
    description: 'A new role applies from its next request on.',
    ...forAdmins,
    effect: 'write',
    body: someOf({ name: Name, role: Role, expiresAt: Expiry }),
    status: 200,
    answer: ServiceAccount,
    versioned: true,
    examples: { body: { role: 'member' } },
  },
  deleteServiceAccount: {
    method: 'DELETE',
    path: SERVICE_ACCOUNT,
    summary: 'Delete a service account',
    description: 'Its secrets stop working with its next request.',
    ...forAdmins,
    effect: 'write',
    status: 204,
    versioned: true,
  },
  rotateServiceAccountSecret: {
    method: 'POST',
    path: `${SERVICE_ACCOUNT}/rotate`,
    summary: 'Rotate the secret of a service account',
    description:
      'The previous secret keeps working until the grace period ends. If two secrets already work, the older one stops at once.',
    ...forAdmins,
    effect: 'write',
    body: z.strictObject({
      graceSeconds: graceSeconds('secret works'),
    }),
    bodyOptional: true,
    status: 200,
    answer: WithSecret,
    versioned: true,
    secret: true,
    examples: { body: { graceSeconds: 3600 } },
  },
});
