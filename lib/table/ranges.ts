import { encodeTime } from 'ulid';
import type { AccountId, CallId, EnvironmentId, UserId, WebhookId } from '../api/schemas/ids.ts';
import { shardOf } from './keys.ts';

declare const brand: unique symbol;

/** Items that one Query reads: a partition, and the beginning of the sort keys. */
export interface Range {
  readonly pk: string;
  readonly beginsWith: string;
  /** For a part of these items: the first and the last possible sort key. */
  readonly between?: readonly [first: string, last: string];
  readonly [brand]: true;
}

const range = (pk: string, beginsWith: string): Range => ({ pk, beginsWith }) as Range;

/** Sorts after everything that a key may continue with. */
const END = '\u{10ffff}';

/** A part of a range, by what its sort keys continue with. */
const within = (whole: Range, first = '', last = END): Range => ({
  ...whole,
  between: [`${whole.beginsWith}${first}`, `${whole.beginsWith}${last}`],
});

/** How ids that were made at an instant begin, after their prefix. */
const timeInId = (instant?: string) => instant && encodeTime(Date.parse(instant));

export const ranges = {
  /** The account itself comes first. */
  wholeAccount: (account: AccountId) => within(range(`ACCOUNT#${account}`, ''), 'A'),
  environments: (account: AccountId) => range(`ACCOUNT#${account}`, 'ENVIRONMENT#'),
  deletedEnvironments: (account: AccountId) => range(`ACCOUNT#${account}`, 'DELETED_ENVIRONMENT#'),
  environmentNames: (account: AccountId) => range(`ACCOUNT#${account}`, 'ENVIRONMENT_NAME#'),
  members: (account: AccountId) => range(`ACCOUNT#${account}`, 'MEMBER#'),
  formerMembers: (account: AccountId) => range(`FORMER_MEMBERS#${account}`, 'FORMER_MEMBER#'),
  invitations: (account: AccountId) => range(`ACCOUNT#${account}`, 'INVITATION#'),
  invitedAddresses: (account: AccountId) => range(`ACCOUNT#${account}`, 'INVITED#'),
  serviceAccounts: (account: AccountId) => range(`ACCOUNT#${account}`, 'SERVICE_ACCOUNTS'),
  accountsOfUser: (user: UserId) => range(`USER#${user}`, 'ACCOUNT#'),
  usage: (environment: EnvironmentId) => range(`ENVIRONMENT#${environment}`, 'USAGE#'),
  /** @param first for example 2026-01-31, as is the last, which is included */
  usageOfDays: (environment: EnvironmentId, first: string, last: string) =>
    within(range(`ENVIRONMENT#${environment}`, 'USAGE#'), first, last),
  purgedUsage: (account: AccountId) => range(`PURGED#${account}`, 'USAGE#'),
  /** @param first as above */
  purgedUsageOfDays: (account: AccountId, first: string, last: string) =>
    within(range(`PURGED#${account}`, 'USAGE#'), first, last),
  callRecords: (environment: EnvironmentId) => range(`HISTORY#${environment}`, 'CALL#'),
  /** Those of calls that started at `from` or later, and before `to`: ISO 8601, to the millisecond. */
  callRecordsBetween: (environment: EnvironmentId, from?: string, to?: string) =>
    within(range(`HISTORY#${environment}`, 'CALL#'), from, to),
  /** @param startedAt ISO 8601 */
  recordsOfCall: (environment: EnvironmentId, startedAt: string, call: CallId) =>
    range(`HISTORY#${environment}`, `CALL#${startedAt}#${call}#`),
  recordPointers: (environment: EnvironmentId) => range(`HISTORY#${environment}`, 'ID#'),
  namedCalls: (environment: EnvironmentId) => range(`ENVIRONMENT#${environment}`, 'CALL#'),
  gates: (environment: EnvironmentId) => range(`ENVIRONMENT#${environment}`, 'GATE'),
  agents: (environment: EnvironmentId) => range(`ENVIRONMENT#${environment}`, 'AGENT#'),
  agentNames: (environment: EnvironmentId) => range(`ENVIRONMENT#${environment}`, 'AGENT_NAME#'),
  numbers: (environment: EnvironmentId) => range(`ENVIRONMENT#${environment}`, 'NUMBER#'),
  /** All accounts that claim a telephone number. */
  claimsTo: (e164: string) => range(`E164#${e164}`, 'ACCOUNT#'),
  campaigns: (environment: EnvironmentId) => range(`ENVIRONMENT#${environment}`, 'CAMPAIGN#'),
  settings: (environment: EnvironmentId) => range(`ENVIRONMENT#${environment}`, 'SETTINGS'),
  webhooks: (environment: EnvironmentId) => range(`ENVIRONMENT#${environment}`, 'WEBHOOKS'),
  alerts: (environment: EnvironmentId) => range(`ALERTS#${environment}`, 'ALERT#'),
  deliveries: (webhook: WebhookId) => range(`DELIVERIES#${webhook}`, 'dlv_'),
  /**
   * Those of events at `from` or later, and before `to`: ISO 8601. The id of a delivery begins with the time of its
   * event.
   */
  deliveriesBetween: (webhook: WebhookId, from?: string, to?: string) =>
    within(range(`DELIVERIES#${webhook}`, 'dlv_'), timeInId(from), timeInId(to)),
  directory: (shard: number) => range(`DIRECTORY#${shard}`, 'acc_'),
  directoryOf: (account: AccountId) => range(`DIRECTORY#${shardOf(account)}`, `${account}#`),
  accounts: range('ACCOUNTS', 'acc_'),
  /** Rows that are due at an instant, or were due before, the oldest first. @param at as in their keys */
  dueBy: (shard: number, at: string) => within(range(`DUE#${shard}`, ''), '0', `${at}#${END}`),
  events: (account: AccountId) => range(`AUDIT#${account}`, 'evt_'),
  /** Those at `from` or later, and before `to`: ISO 8601. The id of an event begins with its time. */
  eventsBetween: (account: AccountId, from?: string, to?: string) =>
    within(range(`AUDIT#${account}`, 'evt_'), timeInId(from), timeInId(to)),
} as const;
