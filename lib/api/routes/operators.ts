import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { defineOperations, page, Paging, pagingBy } from '../operation.ts';
import { Count } from '../schemas/count.ts';
import { Environment } from '../schemas/environment.ts';
import { AccountId, EnvironmentId, NumberId } from '../schemas/ids.ts';
import { Instant } from '../schemas/instant.ts';
import { AccountName } from '../schemas/names.ts';
import { boundedText, lineOfText } from '../schemas/text.ts';
import { Account, AccountStatus } from './accounts.ts';
import { figures } from './reports.ts';
import { User } from './users.ts';

const Reason = lineOfText(limits.reasonCharacters).check(
  z.refine((text) => text.length > 0, { error: 'must not be empty' }),
  z.describe("Why, for the account's audit trail"),
);

export const InspectedAccount = z
  .object({
    ...Account.shape,
    statusReason: z.nullable(z.string()).with(z.describe('Why it is suspended or closed')),
    statusSince: z.nullable(Instant).with(z.describe('Since when it is')),
    purgeAt: z.nullable(Instant).with(z.describe('When a closed account is removed for good')),
    createdBy: z.string(),
    members: z.array(User),
    environments: z.array(Environment),
    usage: z.object({
      month: z.string().with(z.meta({ examples: ['2026-01'] })),
      ...figures,
    }),
  })
  .with(z.meta({ id: 'InspectedAccount' }));

export const ContestedNumber = z
  .object({
    e164: z.string(),
    numberId: NumberId,
    environmentId: EnvironmentId,
    otherAccounts: z.array(z.object({ id: AccountId, name: z.string(), status: AccountStatus })),
  })
  .with(z.meta({ id: 'ContestedNumber' }));

const PlannedAccount = z.object({
  ...Account.shape,
  lowered: z.array(z.object({ environmentId: EnvironmentId, name: z.string(), from: Count, to: Count })),
});

const Month = z
  .string()
  .check(z.regex(/^20\d\d-(0[1-9]|1[0-2])$/, { error: 'must be a month such as 2026-01' }))
  .with(z.meta({ examples: ['2026-01'] }));

const AccountUsageLine = z.object({
  accountId: AccountId,
  name: z.string(),
  status: z
    .enum([...AccountStatus.options, 'removed'])
    .with(z.describe('`removed`: it was closed, and only its usage is left')),
  planName: z.string(),
  maxConcurrentCalls: Count,
  month: Month,
  ...figures,
});

const account_ = '/v1/operator/accounts/{accountId}' as const;
const changed = {
  caller: 'operator',
  effect: 'write',
  status: 200,
  answer: Account,
  versioned: true,
} as const;

/** The operations of the people who run the platform, in any account. */
export const operators = defineOperations({
  findAccounts: {
    method: 'GET',
    path: '/v1/operator/accounts',
    summary: 'Find accounts',
    description:
      "By a part of the name, by id, by a user's whole email address, or by a telephone number in E.164 form, which finds all accounts that claim it; without a query, all of them, the oldest first. Accounts that match by more than their name come first. A page can have fewer items than its limit, or none, and still a `nextCursor`.",
    caller: 'operator',
    effect: 'read',
    query: z.strictObject({
      ...Paging.shape,
      query: z
        .optional(boundedText(254))
        .with(z.describe("A part of the name, the id, a user's email, or a telephone number")),
      status: z.optional(AccountStatus),
    }),
    status: 200,
    answer: page(Account),
  },
  inspectAccount: {
    method: 'GET',
    path: account_,
    summary: 'See an account with its users, its environments and its usage of the month',
    caller: 'operator',
    effect: 'read',
    status: 200,
    answer: InspectedAccount,
    versioned: true,
  },
  listContestedNumbers: {
    method: 'GET',
    path: `${account_}/contested-numbers`,
    summary: 'List the telephone numbers of an account that other accounts claim too',
    description:
      'Berth does not verify who owns a number, and tells no account about another. `otherAccounts` lists at most ten; `GET /v1/operator/accounts?query=` with the number finds all. A page can have fewer items than its limit, or none, and still a `nextCursor`.',
    caller: 'operator',
    effect: 'read',
    query: Paging,
    status: 200,
    answer: page(ContestedNumber),
  },
  suspendAccount: {
    ...changed,
    method: 'POST',
    path: `${account_}/suspend`,
    summary: 'Suspend an account',
    description:
      'From the response on, no call starts in any of its environments (409 `account_suspended`), and nothing in it can be changed. Running calls continue; people can still read. An account that is already suspended gets the new reason.',
    body: z.strictObject({ reason: Reason }),
    problems: ['account_closed'],
    examples: { body: { reason: 'Unpaid since October' } },
  },
  resumeAccount: {
    ...changed,
    method: 'POST',
    path: `${account_}/resume`,
    summary: 'Resume an account that was suspended or closed',
    description:
      'Its environments are as they were before: paused ones are still paused, and those that closing deleted come back with their API keys.',
    body: z.strictObject({}),
    bodyOptional: true,
    problems: ['concurrency_allocation_exceeded'],
    examples: { body: {} },
  },
  closeAccount: {
    ...changed,
    method: 'POST',
    path: `${account_}/close`,
    summary: 'Close an account',
    description:
      'Its environments are deleted, each with its last call, and all of it except its usage is permanently removed after 30 days. Until then it can be resumed. An account that is already closed gets the new reason.',
    body: z.strictObject({ reason: z.optional(Reason) }),
    bodyOptional: true,
    examples: { body: { reason: 'Contract ended' } },
  },
  exportUsageOfAll: {
    method: 'GET',
    path: '/v1/operator/exports/usage',
    summary: 'Export the usage of all accounts in a month',
    description: `A row for each account, the oldest first, with all environments that it had in the month, also those that are permanently deleted. Accounts that were removed have a row, with the status \`removed\`, for each month in which they were used. At most ${limits.exportedAccounts} rows in one file. When there are more, send the header \`Next-Cursor\` as \`cursor\` to continue.`,
    caller: 'operator',
    effect: 'read',
    query: z.strictObject({
      ...pagingBy(limits.exportedAccounts, limits.exportedAccounts).shape,
      month: z.optional(Month).with(z.describe('The month, UTC. Default: the current month')),
    }),
    status: 200,
    download: {
      line: AccountUsageLine,
      fileName: 'usage-of-accounts.csv',
      example:
        'accountId,name,status,planName,maxConcurrentCalls,month,started,refused,expired,minutes,peak\r\nacc_01JD3Z0M5V7Q8C2N4B6X9Y1T3R,Acme,active,Growth,100,2026-01,48210,12,3,151200.25,64\r\n',
    },
  },
  setPlan: {
    method: 'PUT',
    path: '/v1/accounts/{accountId}/plan',
    summary: 'Set the plan of an account',
    description:
      'A plan below what the environments hold is refused, unless `lowerEnvironments` is true: then their limits are lowered in proportion, and `lowered` lists them. With `dryRun` nothing is changed. No call is ended: while running calls hold more than the lowered limits, the plan cannot be that small yet. In a large account the limits are lowered in several steps, each with an audit event `concurrency.reallocated`, and the plan is set in the last one. When this is interrupted (503), or calls that start meanwhile hold too much (409), limits may be lowered already: the same request again continues, and ends with the limits that the first one began to set.',
    caller: 'operator',
    effect: 'write',
    body: z.strictObject({
      name: AccountName,
      maxConcurrentCalls: z.int().check(z.minimum(1), z.maximum(limits.planCalls)),
      lowerEnvironments: z._default(z.boolean(), false),
      dryRun: z._default(z.boolean(), false),
    }),
    status: 200,
    answer: PlannedAccount,
    versioned: true,
    problems: ['plan_below_allocation', 'environment_has_active_calls'],
    examples: { body: { name: 'Growth', maxConcurrentCalls: 100 } },
  },
});
