import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { Count } from '../schemas/count.ts';
import { Environment, NewKey } from '../schemas/environment.ts';
import { AccountId, UserId } from '../schemas/ids.ts';
import { AccountName } from '../schemas/names.ts';
import { defineOperations, page, Paging } from '../operation.ts';
import { Instant } from '../schemas/instant.ts';

export const Role = z.enum(['admin', 'member']).with(z.meta({ examples: ['admin'] }));
export type Role = z.output<typeof Role>;

export const Plan = z.object({ name: z.string(), maxConcurrentCalls: Count });

export const AccountStatus = z
  .enum(['active', 'suspended', 'closed'])
  .with(
    z.describe(
      '`suspended`: no call starts and nothing can be changed. `closed`: its environments are deleted, and all of it except its usage is removed after 30 days.',
    ),
  );
export type AccountStatus = z.output<typeof AccountStatus>;

export const Account = z
  .object({
    id: AccountId,
    name: z.string(),
    status: AccountStatus,
    plan: Plan,
    allocatedConcurrentCalls: Count,
    unallocatedConcurrentCalls: Count,
    environmentCount: Count,
    userCount: Count,
    createdAt: Instant,
    updatedAt: Instant,
  })
  .with(z.meta({ id: 'Account' }));

const NewAccount = z
  .object({ ...Account.shape, environment: Environment, apiKey: NewKey })
  .with(z.meta({ id: 'NewAccount' }));

export const Membership = z
  .object({ accountId: AccountId, accountName: z.string(), role: Role })
  .with(z.meta({ id: 'Membership' }));

export const Me = z
  .object({
    userId: UserId,
    email: z.string(),
    name: z.string(),
    memberships: z.array(Membership).with(z.describe(`The first ${limits.pageItems}`)),
  })
  .with(z.meta({ id: 'Me' }));

export const accounts = defineOperations({
  getMe: {
    method: 'GET',
    path: '/v1/me',
    summary: 'Get the signed-in user',
    description: `The first ${limits.pageItems} memberships, the oldest account first; \`GET /v1/me/memberships\` lists all.`,
    caller: 'person',
    effect: 'read',
    status: 200,
    answer: Me,
  },
  listMemberships: {
    method: 'GET',
    path: '/v1/me/memberships',
    summary: 'List your accounts',
    caller: 'person',
    effect: 'read',
    query: Paging,
    status: 200,
    answer: page(Membership),
  },
  createAccount: {
    method: 'POST',
    path: '/v1/accounts',
    summary: 'Create an account',
    description:
      'The caller becomes its Admin. It starts on the default plan with one environment, `default`, which holds half of it. The API key of `default` is shown this once.',
    caller: 'person',
    effect: 'write',
    body: z.strictObject({ name: AccountName }),
    status: 201,
    answer: NewAccount,
    versioned: true,
    secret: true,
    problems: ['email_not_verified', 'limit_reached'],
    examples: { body: { name: 'Acme' } },
  },
  getAccount: {
    method: 'GET',
    path: '/v1/accounts/{accountId}',
    summary: 'Get an account',
    caller: 'member',
    effect: 'read',
    status: 200,
    answer: Account,
    versioned: true,
  },
  renameAccount: {
    method: 'PATCH',
    path: '/v1/accounts/{accountId}',
    summary: 'Rename an account',
    caller: 'admin',
    effect: 'write',
    body: z.strictObject({ name: AccountName }),
    status: 200,
    answer: Account,
    versioned: true,
    examples: { body: { name: 'Acme Telecom' } },
  },
  closeOwnAccount: {
    method: 'POST',
    path: '/v1/accounts/{accountId}/close',
    summary: 'Close an account',
    description:
      'Its environments are deleted, each with its last call, and nothing can be changed any more. After 30 days all of it except its usage, which bills are written from, is permanently removed; until then an operator can resume it. Closing a closed account changes nothing.',
    caller: 'admin',
    personOnly: true,
    whateverStatus: true,
    effect: 'write',
    body: z.strictObject({}),
    bodyOptional: true,
    status: 200,
    answer: Account,
    versioned: true,
    problems: ['account_suspended'],
    examples: { body: {} },
  },
});
