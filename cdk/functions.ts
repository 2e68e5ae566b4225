import { groups, type GroupName } from '../lib/api/index.ts';
import type { Operations } from '../lib/api/operation.ts';
import { keys } from '../lib/table/keys.ts';
import { ranges } from '../lib/table/ranges.ts';

/** What makes a function run. */
export type Trigger =
  /** The routes of its group; `fallback` has those that no group has. */
  | { readonly kind: 'http' }
  /** Cognito, each time it issues tokens. */
  | { readonly kind: 'tokens' }
  /** Changes of the table, filtered by how the item's sort key begins. */
  | {
      readonly kind: 'stream';
      readonly sortKeys: readonly string[];
      /** Seconds that changes are gathered for, to be handled together. */
      readonly gatheredFor?: number;
      /** Before a change that can't be handled is given up. */
      readonly tries?: number;
    }
  /** Lines of another function's log. */
  | { readonly kind: 'logs'; readonly of: GroupName; readonly pattern: string }
  /** Messages of the queue of deliveries. */
  | { readonly kind: 'deliveries' }
  | { readonly kind: 'schedule'; readonly every: 'minute' | 'day' }
  /** Tasks on its own queue, of which so many are done at once. */
  | { readonly kind: 'tasks'; readonly atOnce: number };

type TableAction =
  'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

/** What is deployed of a file in functions/: why it runs, and what it may touch. */
export interface FunctionRow {
  readonly does: string;
  readonly trigger: Trigger;
  readonly table: readonly TableAction[];
  /** How the keys of the partitions begin that it may touch, if those are not all. */
  readonly partitions?: readonly string[];
  /** How the keys of the partitions begin in which it may update items, besides what it may do everywhere. */
  readonly updates?: readonly string[];
  readonly userPool?: readonly ('AdminUserGlobalSignOut' | 'AdminListGroupsForUser' | 'ListUsers')[];
  /** Makes or checks the links of invitations. */
  readonly invitationKey?: true;
  /** Computes the signing secrets of webhooks. */
  readonly webhookKey?: true;
  readonly sendsMail?: true;
  /** Puts deliveries on their queue. */
  readonly queuesDeliveries?: true;
  /** What it does for the stage's bus: tells of events that are for it, on the queue of deliveries, or puts them on it. */
  readonly eventBus?: 'tells' | 'puts';
  /** The function on whose queue it puts tasks. */
  readonly handsOutTo?: 'account-reconciler' | 'parked-usage';
  /** Seconds. */
  readonly timeout?: number;
}

const reading = ['GetItem', 'BatchGetItem', 'Query'] as const;
const changing = [...reading, 'PutItem', 'UpdateItem', 'DeleteItem'] as const;
/** To keep records, figures and due rows of what gates tell. */
const followingGates = ['Query', 'BatchGetItem', 'PutItem', 'UpdateItem'] as const;
/** With the check, in the same transaction, that whoever asked for the change may still make it. */
const writing = [...changing, 'ConditionCheckItem'] as const;

/** How the sort keys of a run of items begin. */
const beginningOf = (range: (id: never) => { readonly beginsWith: string }): string =>
  range(undefined as never).beginsWith;

/** How the partition keys of a kind begin. */
const partitionOf = (of: (id: never, ...rest: never[]) => { readonly pk: string }): string =>
  `${of('' as never, '' as never).pk.split('#')[0]}#`;

/** A group whose rows all read gets a function that cannot write. One that needs less than that names what it needs. */
const forRows = (does: string, group: GroupName, table = whatRowsNeed(group)): FunctionRow => ({
  does,
  trigger: { kind: 'http' },
  table,
});

function whatRowsNeed(group: GroupName): FunctionRow['table'] {
  const rowsOfGroup = Object.values<Operations[string]>(groups[group]);
  return rowsOfGroup.every(({ effect }) => effect === 'read') ? reading : writing;
}

/** Of the lines in the log of `calls`: those of a start that was refused because the limit was reached. */
export const CALL_REFUSED = '{ $.problem = "concurrency_limit_reached" }';

const rows = {
  accounts: forRows('Accounts, and who am I', 'accounts'),
  environments: forRows('Environments, their API keys and their concurrency', 'environments'),
  users: { ...forRows('Users and invitations', 'users'), invitationKey: true },
  calls: forRows('The gate: calls of an environment, for the holder of its API key', 'calls', changing),
  reports: forRows('Usage, and exports of usage and of the records of calls', 'reports'),
  resources: forRows('Agents, numbers, campaigns and settings of an environment', 'resources'),
  webhooks: {
    ...forRows('Webhooks of an environment, and their deliveries', 'webhooks'),
    webhookKey: true,
    queuesDeliveries: true,
    // A test waits for the receiver, for ten seconds at most.
    timeout: 20,
  },
  audit: {
    ...forRows('The audit trail', 'audit', ['GetItem', 'Query']),
    // The gate says whether an API key that comes to a person's route is alive.
    partitions: [partitionOf(ranges.events), partitionOf(keys.account), partitionOf(keys.gate)],
  },
  operators: {
    ...forRows(
      'All accounts, for operators: find, suspend, close and resume them, set their plans',
      'operators',
    ),
    // Whoever has left the group of operators is none.
    userPool: ['AdminListGroupsForUser', 'ListUsers'],
    // A suspension waits for forty environments, an export for five hundred accounts.
    timeout: 29,
  },
  fallback: { does: 'Answers requests that match no route', trigger: { kind: 'http' }, table: [] },

  'pre-token-generation': {
    does: 'Puts email, name and roles into access tokens',
    trigger: { kind: 'tokens' },
    table: ['BatchGetItem', 'Query'],
    partitions: [partitionOf(ranges.accountsOfUser), partitionOf(keys.account)],
    timeout: 5,
  },
  // DynamoDB promises its full rate to two readers of a stream: this one and `usage`. What else must hear of changes belongs here.
  relay: {
    does: 'Mails invitations and alerts, ends the sessions of removed users, tells webhooks of changed environments',
    trigger: {
      kind: 'stream',
      sortKeys: [
        beginningOf(ranges.invitations),
        beginningOf(ranges.members),
        beginningOf(ranges.environments),
        beginningOf(ranges.webhooks),
        beginningOf(ranges.alerts),
        beginningOf(ranges.serviceAccounts),
      ],
    },
    table: ['BatchGetItem', 'Query'],
    // Whom it has mailed an alert.
    updates: [partitionOf(ranges.alerts), partitionOf(keys.alertsTo)],
    queuesDeliveries: true,
    eventBus: 'tells',
    invitationKey: true,
    sendsMail: true,
    timeout: 60,
    userPool: ['AdminUserGlobalSignOut'],
  },
  usage: {
    does: 'Records and counts ended calls, notes peaks, schedules the sweeper, tells webhooks, and raises alerts',
    // A change that is given up is a record lost: for twelve hours it is tried.
    trigger: { kind: 'stream', sortKeys: [beginningOf(ranges.gates)], gatheredFor: 5, tries: 10_000 },
    table: followingGates,
    queuesDeliveries: true,
    eventBus: 'tells',
    // One environment that can't be dealt with does not hold up the others.
    handsOutTo: 'parked-usage',
    timeout: 30,
  },
  'parked-usage': {
    does: 'Retries the changes of an environment that usage could not process',
    trigger: { kind: 'tasks', atOnce: 2 },
    table: followingGates,
    queuesDeliveries: true,
    eventBus: 'tells',
    timeout: 30,
  },
  refusals: {
    does: 'Counts the calls that were refused because the limit was reached, by hour, tells webhooks, and raises alerts',
    trigger: { kind: 'logs', of: 'calls', pattern: CALL_REFUSED },
    table: ['BatchGetItem', 'Query', 'UpdateItem'],
    partitions: [partitionOf(ranges.gates), partitionOf(ranges.alerts)],
    queuesDeliveries: true,
    eventBus: 'tells',
    timeout: 30,
  },
  deliveries: {
    does: 'Sends events to webhooks, and puts them on the bus of the stage',
    trigger: { kind: 'deliveries' },
    table: ['GetItem', 'PutItem', 'UpdateItem'],
    webhookKey: true,
    eventBus: 'puts',
    timeout: 30,
  },
  sweeper: {
    does: 'Does what is due: removes expired leases, ends drained environments, purges deleted ones',
    trigger: { kind: 'schedule', every: 'minute' },
    table: writing,
    timeout: 55,
  },
  reconciler: {
    does: 'Queues all accounts for account-reconciler',
    trigger: { kind: 'schedule', every: 'day' },
    table: [],
    handsOutTo: 'account-reconciler',
  },
  'account-reconciler': {
    does: 'Compares the stored counts of an account with its items, and repairs them',
    trigger: { kind: 'tasks', atOnce: 10 },
    table: writing,
    handsOutTo: 'account-reconciler',
    timeout: 300,
  },
} as const satisfies Record<GroupName | 'fallback', FunctionRow> & Record<string, FunctionRow>;

export type FunctionName = keyof typeof rows;

/** What is deployed: a function for each file in functions/. */
export const functions: Readonly<Record<FunctionName, FunctionRow>> = rows;
