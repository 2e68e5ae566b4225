import type { AccountId, CampaignId, EnvironmentId, KeyId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import { outdated } from '../request.ts';
import { instant } from '../clock.ts';
import type { GateState } from '../gate/gate.ts';
import { keyOf, keys, type Key } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { read, readRange, type Table } from '../table/table.ts';
import type { Write } from '../table/transact.ts';
import type { Context } from '../context.ts';

/** An environment as it is stored, next to its account. Its gates decide on calls. */
export interface EnvironmentItem {
  readonly pk: string;
  readonly sk: string;
  readonly id: EnvironmentId;
  readonly accountId: AccountId;
  readonly name: string;
  readonly hidden: boolean;
  /** No call starts until an Admin ends the pause. Running calls continue. */
  readonly paused: boolean;
  /** The console asks for its name before anything destructive. The API itself treats it like any other. */
  readonly critical: boolean;
  /** Its account is suspended: no call starts. Running calls continue. */
  readonly suspended?: true;
  /** `draining`: deleted, except that its last calls are still running. */
  readonly status: 'active' | 'draining';
  readonly maxConcurrentCalls: number;
  /** How many of them are reserved for inbound calls. */
  readonly reservedInboundCalls: number;
  /** The limits of its running campaigns, by campaign. */
  readonly campaignLimits: Readonly<Record<CampaignId, number>>;
  /** How many calls of the plan it holds: the sum over its gates. */
  readonly allocatedCalls: number;
  /** How many gates it has. */
  readonly gateCount: number;
  /** How often its gates were reshaped without a new version, so that two reshapings at once notice each other. */
  readonly reshapes?: number;
  /** The keys that may still be valid, the newest last. */
  readonly apiKeys: readonly ApiKeyItem[];
  readonly createdAt: string;
  readonly updatedAt: string;
  /** It was deleted because its account was closed, and comes back when the account is resumed. */
  readonly closedWithAccount?: true;
  /** Of one that is draining: when it was deleted. */
  readonly deletedAt?: string;
  readonly version: number;
}

/** A deleted environment, in a range of its own: without gates, it holds nothing of the plan. */
export interface DeletedEnvironmentItem extends Omit<EnvironmentItem, 'status'> {
  readonly status: 'deleted';
  readonly deletedAt: string;
  /** Absent once its purge has begun. */
  readonly restorableUntil?: string;
}

/** What is stored of an API key: never its secret. */
export interface ApiKeyItem {
  readonly id: KeyId;
  readonly hash: string;
  readonly lastFour: string;
  readonly createdAt: string;
  /** A person, or a service account. */
  readonly createdBy: string;
  /** Who was shown the secret, if anyone was. */
  readonly shownTo?: string;
  /** Milliseconds since the epoch; absent on a key that does not expire. */
  readonly expiresAt?: number;
}

/** What a new environment has unless something else is asked for, and what items older than a field are read with. */
export const atFirst = { reservedInboundCalls: 0, hidden: false, paused: false, critical: false };

/** An environment with all of its fields. */
export const withLaterFields = <T extends EnvironmentItem | DeletedEnvironmentItem>(stored: T): T => ({
  ...atFirst,
  ...stored,
});

/** An environment of the account, active or draining, if there is one. */
export async function findEnvironment(
  table: Table,
  account: AccountId,
  id: EnvironmentId,
): Promise<EnvironmentItem | undefined> {
  const environment = await read<EnvironmentItem>(table, keys.environment(account, id));
  return environment && withLaterFields(environment);
}

/** The environments of an account, active or draining. */
export const readEnvironments = async (table: Table, account: AccountId): Promise<EnvironmentItem[]> =>
  (await readRange<EnvironmentItem>(table, ranges.environments(account))).map(withLaterFields);

/** A deleted environment, if it has not been purged. */
export async function findDeletedEnvironment(
  table: Table,
  account: AccountId,
  id: EnvironmentId,
): Promise<DeletedEnvironmentItem | undefined> {
  const deleted = await read<DeletedEnvironmentItem>(table, keys.deletedEnvironment(account, id));
  return deleted && withLaterFields(deleted);
}

/** The deleted environments of an account that have not been purged. */
export const readDeletedEnvironments = async (
  table: Table,
  account: AccountId,
): Promise<DeletedEnvironmentItem[]> =>
  (await readRange<DeletedEnvironmentItem>(table, ranges.deletedEnvironments(account))).map(withLaterFields);

/**
 * Reads an environment of the account, active or draining.
 * @throws not_found, also for one that is deleted or belongs to another account.
 */
export async function readEnvironment(
  table: Table,
  account: AccountId,
  id: EnvironmentId,
): Promise<EnvironmentItem> {
  const environment = await findEnvironment(table, account, id);
  if (environment === undefined) throw new Problem('not_found');
  return environment;
}

/** A deleted environment that can be restored. @throws not_found */
export async function readRestorable(
  account: AccountId,
  id: EnvironmentId,
  { table, clock }: Pick<Context, 'table' | 'clock'>,
): Promise<Restorable> {
  const deleted = await findDeletedEnvironment(table, account, id);
  const { restorableUntil = '' } = deleted ?? {};
  if (deleted === undefined || restorableUntil <= instant(clock.now())) throw new Problem('not_found');
  return { ...deleted, restorableUntil };
}

export type Restorable = DeletedEnvironmentItem & { readonly restorableUntil: string };

/** @throws environment_draining when the environment is draining: it can no longer be changed. */
export function assertNotDraining(environment: EnvironmentItem): void {
  if (environment.status === 'draining') throw new Problem('environment_draining');
}

/** The state that its gates are in. */
export function stateOf({
  status,
  paused,
  suspended,
}: Pick<EnvironmentItem, 'status' | 'paused' | 'suspended'>): GateState {
  if (status === 'draining') return 'draining';
  if (suspended) return 'suspended';
  return paused ? 'paused' : 'open';
}

export function aliveKeys({ apiKeys }: Pick<EnvironmentItem, 'apiKeys'>, now: number): ApiKeyItem[] {
  return apiKeys.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
}

/** How many calls it admits: none while it is draining, though its last calls still hold their part of the plan. */
export const limitInForce = ({
  status,
  maxConcurrentCalls,
}: Pick<EnvironmentItem | DeletedEnvironmentItem, 'status' | 'maxConcurrentCalls'>): number =>
  status === 'draining' ? 0 : maxConcurrentCalls;

/** Replaces an environment with a new version, if the stored one is still the one that was read. */
export function replaceEnvironment(seen: EnvironmentItem, by: EnvironmentItem): Write {
  return {
    Put: {
      Item: { ...by },
      ...isAsSeen(seen),
    },
    onConditionFailed: outdated,
  };
}

/** Moves an environment to the range of the deleted ones, or back, if what was read is still stored. */
export function moveEnvironment(
  from: EnvironmentItem | DeletedEnvironmentItem,
  to: EnvironmentItem | DeletedEnvironmentItem,
): Write[] {
  return [
    { Delete: { Key: keyOf(from), ...isAsSeen(from) }, onConditionFailed: outdated },
    {
      Put: { Item: { ...to }, ConditionExpression: 'attribute_not_exists(pk)' },
      onConditionFailed: outdated,
    },
  ];
}

/** What its gates hold, and how many they are, changes without a new version, because nobody has edited it. */
export function isAsSeen({
  version,
  allocatedCalls,
  gateCount,
  reshapes,
}: Pick<EnvironmentItem, 'version' | 'allocatedCalls' | 'gateCount' | 'reshapes'>) {
  const sameShape = reshapes === undefined ? 'attribute_not_exists(reshapes)' : 'reshapes = :seenReshapes';
  return {
    ConditionExpression: `version = :version AND allocatedCalls = :seenReserved AND gateCount = :seenGates AND ${sameShape}`,
    ExpressionAttributeValues: {
      ':version': version,
      ':seenReserved': allocatedCalls,
      ':seenGates': gateCount,
      ...(reshapes !== undefined && { ':seenReshapes': reshapes }),
    },
  };
}

/** Takes a name for an environment. @throws environment_name_taken */
export function takeName(key: Key, environment: EnvironmentId): Write {
  return {
    Put: { Item: { ...key, environmentId: environment }, ConditionExpression: 'attribute_not_exists(pk)' },
    onConditionFailed: () => new Problem('environment_name_taken'),
  };
}
