import { groups, type GroupName } from '../lib/api/index.ts';
import type { Operations } from '../lib/api/operation.ts';
import { keys } from '../lib/table/keys.ts';
import { ranges } from '../lib/table/ranges.ts';

/** The trigger of a function. */
export type Trigger =
  /** The routes of its group; `fallback` has all other requests. */
  | { readonly kind: 'http' }
  /** Cognito, each time it issues tokens. */
  | { readonly kind: 'tokens' }
  /** Changes of the table, filtered by how the item's sort key begins. */
  | {
      readonly kind: 'stream';
      readonly sortKeys: readonly string[];
      /** How long changes are collected for one batch, in seconds. */
      readonly gatheredFor?: number;
      /** Tries before a change that can't be handled is dropped. */
      readonly tries?: number;
    }
  /** Lines of another function's log. */
  | { readonly kind: 'logs'; readonly of: GroupName; readonly pattern: string }
  /** Messages of the queue of deliveries. */
  | { readonly kind: 'deliveries' }
  | { readonly kind: 'schedule'; readonly every: 'minute' | 'day' }
  /** Tasks on its own queue, and how many of them run at once. */
  | { readonly kind: 'tasks'; readonly atOnce: number };

type TableAction =
  'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

/** A deployed function of functions/: its trigger, and its permissions. */
export interface FunctionRow {
  readonly does: string;
  readonly trigger: Trigger;
  readonly table: readonly TableAction[];
  /** The beginnings of the partition keys that it may access, if not all. */
  readonly partitions?: readonly string[];
  /** The beginnings of the partition keys in which it may update items, besides its other permissions. */
  readonly updates?: readonly string[];
  readonly userPool?: readonly ('AdminUserGlobalSignOut' | 'AdminListGroupsForUser' | 'ListUsers')[];
  /** Whether it makes or checks the links of invitations. */
  readonly invitationKey?: true;
  /** Whether it computes the signing secrets of webhooks. */
  readonly webhookKey?: true;
  readonly sendsMail?: true;
  /** Whether it queues deliveries. */
  readonly queuesDeliveries?: true;
  /**
   * Its part in publishing to the stage's bus: puts events for it on the queue of deliveries, or puts them on the bus.
   */
  readonly eventBus?: 'tells' | 'puts';
  /** The function whose queue it puts tasks on. */
  readonly handsOutTo?: 'account-reconciler' | 'parked-usage';
  /** When it is given up, in seconds, if not after `TIMEOUT`. */
  readonly timeout?: number;
}

const reading = ['GetItem', 'BatchGetItem', 'Query'] as const;
const changing = [...reading, 'PutItem', 'UpdateItem', 'DeleteItem'] as const;
/** To write records, usage and due rows of changes of gates. */
const followingGates = ['Query', 'BatchGetItem', 'PutItem', 'UpdateItem'] as const;
/** With a check, in the same transaction, that the caller may still make the change. */
const writing = [...changing, 'ConditionCheckItem'] as const;

/** The beginnings of the sort keys of a kind of item. */
const beginningOf = (range: (id: never) => { readonly beginsWith: string }): string =>
  range(undefined as never).beginsWith;

/** The beginnings of the partition keys of a kind of item. */
const partitionOf = (of: (id: never, ...rest: never[]) => { readonly pk: string }): string =>
  `${of('' as never, '' as never).pk.split('#')[0]}#`;

/** The function of a group whose rows only read cannot write. One that needs even less lists its permissions. */
const forRows = (does: string, group: GroupName, table = whatRowsNeed(group)): FunctionRow => ({
  does,
  trigger: { kind: 'http' },
  table,
});

function whatRowsNeed(group: GroupName): FunctionRow['table'] {
  const rowsOfGroup = Object.values<Operations[string]>(groups[group]);
  return rowsOfGroup.every(({ effect }) => effect === 'read') ? reading : writing;
}

/** Matches lines in the log of `calls` about a start that was refused because the limit was reached. */
export const CALL_REFUSED = '{ $.problem = "concurrency_limit_reached" }';

const rows = {
  accounts: forRows('Accounts, and who am I', 'accounts'),
  environments: forRows('Environments, their API keys and their concurrency', 'environments'),
  users: { ...forRows('Users and invitations', 'users'), invitationKey: true },
  calls: forRows('The gate: calls of an environment, for the holder of its API key', 'calls', changing),
  reports: {
    ...forRows('Usage, and exports of usage and of the records of calls', 'reports'),
    // Of an API key, when it was last used.
    updates: [partitionOf(keys.gate)],
  },
  resources: forRows('Agents, numbers, campaigns and settings of an environment', 'resources'),
  webhooks: {
    ...forRows('Webhooks of an environment, and their deliveries', 'webhooks'),
    webhookKey: true,
    queuesDeliveries: true,
    // A test event waits for the receiver, for at most ten seconds.
    timeout: 20,
  },
  audit: {
    ...forRows('The audit trail', 'audit', ['GetItem', 'Query']),
    // An API key in a request to a person's route is checked at the gate.
    partitions: [partitionOf(ranges.events), partitionOf(keys.account), partitionOf(keys.gate)],
  },
  operators: {
    ...forRows(
      'All accounts, for operators: find, suspend, close and resume them, set their plans',
      'operators',
    ),
    // Only the user pool knows who is still in the group of operators.
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
  // DynamoDB promises its full rate to two readers of a stream: this one and `usage`. Other code that needs the
  // table's changes belongs in this function.
  relay: {
    does: 'Mails invitations and alerts, ends the sessions of removed users, notifies webhooks of changed environments',
    trigger: {
      kind: 'stream',
      sortKeys: [
        beginningOf(ranges.invitations),
        beginningOf(ranges.formerMembers),
        beginningOf(ranges.environments),
        beginningOf(ranges.webhooks),
        beginningOf(ranges.alerts),
        beginningOf(ranges.serviceAccounts),
      ],
    },
    table: ['BatchGetItem', 'Query'],
    // The addresses that it has mailed an alert.
    updates: [partitionOf(ranges.alerts), partitionOf(keys.alertsTo)],
    queuesDeliveries: true,
    eventBus: 'tells',
    invitationKey: true,
    sendsMail: true,
    timeout: 60,
    userPool: ['AdminUserGlobalSignOut'],
  },
  usage: {
    does: 'Records and counts ended calls, notes peaks, schedules the sweeper, notifies webhooks, and raises alerts',
    // A dropped change would be a lost record, so it is retried for twelve hours.
    trigger: { kind: 'stream', sortKeys: [beginningOf(ranges.gates)], gatheredFor: 1, tries: 10_000 },
    table: followingGates,
    queuesDeliveries: true,
    eventBus: 'tells',
    // An environment that can't be handled does not hold up the others.
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
    does: 'Counts the calls that were refused because the limit was reached, by hour, notifies webhooks, and raises alerts',
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

/** The deployed functions: one for each file in functions/. */
export const functions: Readonly<Record<FunctionName, FunctionRow>> = rows;

/** In seconds. API Gateway waits for 30; clients usually give up earlier. */
const TIMEOUT = 10;

/** When a function is given up, in seconds. */
export const timeoutOf = (name: FunctionName): number => functions[name].timeout ?? TIMEOUT;
