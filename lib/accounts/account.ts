import type * as z from 'zod/mini';
import type { Account, AccountStatus } from '../api/routes/accounts.ts';
import type { AccountId, EnvironmentId, UserId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import { instant } from '../clock.ts';
import { outdated } from '../request.ts';
import { keys } from '../table/keys.ts';
import { read, type Table } from '../table/table.ts';
import type { Write } from '../table/transact.ts';

/** An account as it is stored. The counts are kept by the transactions that change what they count. */
export interface AccountItem {
  readonly pk: string;
  readonly sk: string;
  readonly id: AccountId;
  readonly name: string;
  readonly planName: string;
  readonly planCalls: number;
  /**
   * The calls of the plan that are left. They are stored instead of the sum of the limits, because a condition can
   * compare but not add.
   */
  readonly unallocatedCalls: number;
  /** Active environments, without those that are draining. */
  readonly environmentCount: number;
  /** Those of them that are not hidden. */
  readonly visibleCount: number;
  /** Deleted environments that can be restored, and draining ones, which will be such. */
  readonly restorableCount: number;
  readonly userCount: number;
  readonly adminCount: number;
  /** Users and invitations that take a seat. */
  readonly seatCount: number;
  /** The person whose limit of accounts it counts against. */
  readonly createdBy: UserId;
  /** Absent while the account is active. */
  readonly status?: 'suspended' | 'closed';
  /** Why it is suspended or closed, in the operator's words. */
  readonly statusReason?: string;
  /** Since when it has had this status. */
  readonly statusSince?: string;
  /** When a closed account is removed for good. Absent once the removal has begun. */
  readonly purgeAt?: string;
  /** What was done so far for a plan that takes several steps, until it is set. */
  readonly lowering?: Lowering;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
  /** How often its counts changed without a new version: because calls ended, not because somebody edited it. */
  readonly settlements: number;
}

/** The limits that were lowered so far for a smaller plan, which is set when all of them are. */
export interface Lowering extends Pick<AccountItem, 'planName' | 'planCalls'> {
  /** The version of the account when it began. */
  readonly version: number;
  readonly limits: Readonly<Record<EnvironmentId, { readonly from: number; readonly to: number }>>;
}

/** Whether a closed account can no longer be resumed, and the sweeper removes it. @param now milliseconds */
export const isToBeRemoved = ({ status, purgeAt }: AccountItem, now: number): boolean =>
  status === 'closed' && (purgeAt === undefined || purgeAt <= instant(now));

/** Stored with a person: an account that they are or were a user of. The membership decides whether they are. */
export interface AccountOfUserItem {
  readonly sk: string;
  readonly accountId: AccountId;
}

/** @throws not_found */
export async function readAccount(table: Table, id: AccountId): Promise<AccountItem> {
  const account = await read<AccountItem>(table, keys.account(id));
  if (account === undefined) throw new Problem('not_found');
  return account;
}

/** Replaces an account with a new version, if the stored one is still the one that was read. */
export function replaceAccount(seen: AccountItem, by: AccountItem): Write {
  return {
    Put: {
      Item: { ...by },
      ConditionExpression: 'version = :version AND settlements = :settlements',
      ExpressionAttributeValues: { ':version': seen.version, ':settlements': seen.settlements },
    },
    onConditionFailed: outdated,
  };
}

/**
 * Whether two readings show the same account and the same allocation of its plan.
 */
export const isSameState = (one: AccountItem, other: AccountItem): boolean =>
  one.version === other.version && one.settlements === other.settlements;

export const allocatedCalls = ({ planCalls, unallocatedCalls }: AccountItem): number =>
  planCalls - unallocatedCalls;

export const statusOf = ({ status }: Pick<AccountItem, 'status'>): AccountStatus => status ?? 'active';

/** What can still be allocated. It is below zero only after a restore that left more allocated than the plan has. */
export const callsLeft = ({ unallocatedCalls }: AccountItem): number => Math.max(0, unallocatedCalls);

/** The account as the API shows it. */
export function accountView(item: AccountItem): z.input<typeof Account> {
  return {
    id: item.id,
    name: item.name,
    status: statusOf(item),
    plan: { name: item.planName, maxConcurrentCalls: item.planCalls },
    allocatedConcurrentCalls: allocatedCalls(item),
    unallocatedConcurrentCalls: callsLeft(item),
    environmentCount: item.environmentCount,
    userCount: item.userCount,
    createdAt: item.createdAt,
    updatedAt: item.updatedAt,
  };
}
