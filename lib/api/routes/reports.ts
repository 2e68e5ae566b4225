import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { Count } from '../schemas/count.ts';
import { callFilters, EndedCall, KEPT_DAYS } from '../schemas/ended-call.ts';
import { defineEnvironmentOperations, forMachinesAndPeople } from './resources/environment-operations.ts';
import { EnvironmentId } from '../schemas/ids.ts';
import { defineOperations, Flag, pagingBy } from '../operation.ts';
import { endsAfterItBegins, Instant, QueryInstant } from '../schemas/instant.ts';

const MAX_ROWS = limits.exportedRows;

export const Granularity = z.enum(['hour', 'day']);
export type Granularity = z.output<typeof Granularity>;

const period = {
  from: z
    .optional(QueryInstant)
    .with(
      z.describe(
        'From the hour (or day) that contains this instant. Default: 24 hours before the end, or 30 days with `granularity=day`',
      ),
    ),
  to: z
    .optional(QueryInstant)
    .with(
      z.describe(
        'To the end of the hour (or day) that contains this instant, at the latest of the current one',
      ),
    ),
  granularity: z._default(Granularity, 'hour'),
};

const UsageQuery = z.strictObject(period).check(endsAfterItBegins);

const AccountUsageQuery = z
  .strictObject({
    ...period,
    includeDeleted: z
      ._default(Flag, false)
      .with(z.describe('Include deleted environments, also those that are permanently deleted')),
  })
  .check(endsAfterItBegins);

export const figures = {
  started: Count.with(z.describe('Calls that started in it, including those that are still live')),
  refused: Count.with(z.describe('Starts refused in it because the limit was reached')),
  expired: Count.with(
    z.describe('Calls that started in it and whose lease expired: they are included in `started`'),
  ),
  minutes: z
    .number()
    .check(
      z.minimum(0),
      z.describe('The minutes of the calls that started in it and have ended, to five decimal places'),
    ),
  peak: Count.with(z.describe('The most calls that were live at once')),
};

export const UsagePeriod = z
  .object({
    at: Instant.with(z.describe('When the hour or day began')),
    ...figures,
  })
  .with(z.meta({ id: 'UsagePeriod' }));

export const Usage = z
  .object({
    from: Instant,
    to: Instant,
    granularity: Granularity,
    items: z.array(UsagePeriod),
    totals: z.object(figures),
  })
  .with(z.meta({ id: 'Usage' }));

const peakOfOne = Count.with(
  z.describe('The highest peak of any one environment: peaks of different environments may not coincide'),
);

const AccountUsagePeriod = z
  .object({ ...UsagePeriod.shape, peak: peakOfOne })
  .with(z.meta({ id: 'AccountUsagePeriod' }));

export const AccountUsage = z
  .object({
    ...Usage.shape,
    items: z.array(AccountUsagePeriod),
    totals: z.object({ ...figures, peak: peakOfOne }),
    environments: z.array(
      z.object({
        environmentId: EnvironmentId,
        name: z.string(),
        status: z.enum(['active', 'deleted']),
        ...figures,
      }),
    ),
    purged: z
      .optional(z.object({ ...figures, peak: peakOfOne }))
      .with(
        z.describe(
          'With `includeDeleted=true`: all environments together that are permanently deleted. Their calls stay on the bill',
        ),
      ),
  })
  .with(z.meta({ id: 'AccountUsage' }));

const WHAT_IT_TELLS =
  'By whole hours or days, UTC; `from` and `to` of the answer say which. At most 31 days by the hour, 400 days by the day. `started`, `expired` and `minutes` are figures of the calls that started in the period. They agree with the records of ended calls from `from` to `to`, and the calls that are still live. A call that has just ended is missing for a moment, until its record is written.';

const usageExample =
  'at,started,refused,expired,minutes,peak\r\n2026-02-03T13:00:00.000Z,120,3,2,312.5,15\r\n2026-02-03T14:00:00.000Z,48,0,0,97.25,9\r\n';

const rows = defineEnvironmentOperations({
  getUsage: {
    method: 'GET',
    path: '/usage',
    summary: 'See the usage of an environment by the hour or by the day',
    description: WHAT_IT_TELLS,
    effect: 'read',
    query: UsageQuery,
    status: 200,
    answer: Usage,
  },
  exportUsage: {
    method: 'GET',
    path: '/exports/usage',
    summary: 'Export the usage of an environment',
    effect: 'read',
    query: UsageQuery,
    status: 200,
    download: { line: UsagePeriod, fileName: 'usage.csv', example: usageExample },
  },
  exportCalls: {
    method: 'GET',
    path: '/exports/calls',
    summary: 'Export the records of calls that have ended',
    description: `Newest first, at most ${MAX_ROWS} in one file. When there are more, send the header \`Next-Cursor\` as \`cursor\` to continue. A field that a spreadsheet would read as a formula gets an apostrophe before it.`,
    effect: 'read',
    query: z
      .strictObject({
        ...pagingBy(MAX_ROWS, MAX_ROWS).shape,
        ...callFilters.ofAny,
        ...callFilters.ofEnded,
      })
      .check(endsAfterItBegins),
    status: 200,
    download: {
      line: EndedCall,
      fileName: 'calls.csv',
      example:
        'id,environmentId,status,direction,agentId,numberId,campaignId,reference,startedAt,endedAt,durationSeconds,outcome,endReason\r\ncall-7f3a,env_01JD3Z0M5W2K4M6P8R0T2V4X6Z,ended,outbound,,,,CA2f4c1b9e,2026-02-03T14:05:12.480Z,2026-02-03T14:07:12.980Z,120.5,ended,completed\r\n',
    },
  },
});

const ofAccount = defineOperations({
  getAccountUsage: {
    method: 'GET',
    path: '/v1/accounts/{accountId}/usage',
    summary: 'See the usage of all environments of an account, in total and for each',
    description: `\`includeDeleted=true\` adds deleted environments: each of those that can be restored, and as \`purged\` all that are permanently deleted, whose usage is kept for ${KEPT_DAYS} days like any other. ${WHAT_IT_TELLS}`,
    caller: 'member',
    effect: 'read',
    query: AccountUsageQuery,
    status: 200,
    answer: AccountUsage,
  },
  exportAccountUsage: {
    method: 'GET',
    path: '/v1/accounts/{accountId}/exports/usage',
    summary: 'Export the usage of all environments of an account',
    caller: 'member',
    effect: 'read',
    query: AccountUsageQuery,
    status: 200,
    download: { line: AccountUsagePeriod, fileName: 'usage.csv', example: usageExample },
  },
});

export const environmentReports = forMachinesAndPeople(rows);

export const reports = { ...environmentReports, ...ofAccount };
