import type * as z from 'zod/mini';
import { limitReached } from '../api/limit-reached.ts';
import { limits } from '../api/limits.ts';
import type { ServiceAccount } from '../api/routes/service-accounts.ts';
import type { AccountId, ServiceAccountId } from '../api/schemas/ids.ts';
import { invalidField, Problem } from '../api/problem.ts';
import { hashSecret, type Shown } from '../auth/secret-format.ts';
import {
  makeServiceSecret,
  maskServiceSecret,
  type ServiceAccountsItem,
  type StoredSecret,
  type StoredServiceAccount,
} from '../auth/service-account.ts';
import { instant, type Clock } from '../clock.ts';
import { Outdated, outdated } from '../request.ts';
import { keys } from '../table/keys.ts';
import { read, type Table } from '../table/table.ts';
import type { Write } from '../table/transact.ts';

/** The service accounts of an account, the oldest first; undefined when it has never had any. */
export async function readServiceAccounts(
  table: Table,
  account: AccountId,
): Promise<ServiceAccountsItem | undefined> {
  return read<ServiceAccountsItem>(table, keys.serviceAccounts(account));
}

/** @throws not_found, also for a service account of another account */
export async function readServiceAccount(
  table: Table,
  { accountId, serviceAccountId }: { accountId: AccountId; serviceAccountId: ServiceAccountId },
): Promise<{ serviceAccount: StoredServiceAccount; usedAt: number | undefined }> {
  const item = await readServiceAccounts(table, accountId);
  const serviceAccount = item?.serviceAccounts[serviceAccountId];
  if (serviceAccount === undefined) throw new Problem('not_found');
  return { serviceAccount, usedAt: item?.uses[serviceAccountId] };
}

export function serviceAccountView(
  { id, name, role, secrets, createdAt, createdBy, expiresAt }: StoredServiceAccount,
  usedAt: number | undefined,
): z.input<typeof ServiceAccount> {
  const latest = Object.values(secrets).find(({ until }) => until === undefined);
  return {
    id,
    name,
    role,
    masked: maskServiceSecret(latest?.lastFour ?? ''),
    createdAt,
    createdBy,
    expiresAt: expiresAt === undefined ? null : instant(expiresAt),
    lastUsedAt: usedAt === undefined ? null : instant(usedAt),
  };
}

/** The service account as the audit trail shows it. */
export const serviceAccountFacts = ({ name, role, expiresAt }: StoredServiceAccount) => ({
  name,
  role,
  expiresAt: expiresAt === undefined ? null : instant(expiresAt),
});

/** A new secret: what is stored of it, by its hash, and the secret itself, which is shown once and stored nowhere. */
export function mintSecret(
  account: AccountId,
  shown: Shown,
  clock: Clock,
): { secret: string; kept: Record<string, StoredSecret> } {
  const secret = makeServiceSecret(account, clock);
  const stored = { lastFour: secret.slice(-4), ...shown };
  return { secret, kept: { [hashSecret(secret)]: stored } };
}

/**
 * An expiry in milliseconds since the epoch, as fields of the stored item.
 * @throws invalid_input for one in the past
 */
export function expiryOf(expiresAt: string | null, now: number): Pick<StoredServiceAccount, 'expiresAt'> {
  if (expiresAt === null) return {};
  if (Date.parse(expiresAt) <= now) throw invalidField('expiresAt', 'must be in the future');
  return { expiresAt: Date.parse(expiresAt) };
}

/** Adds a service account. @throws limit_reached */
export function addServiceAccount(account: AccountId, added: StoredServiceAccount): Write {
  return {
    Update: {
      Key: keys.serviceAccounts(account),
      UpdateExpression: 'SET serviceAccounts.#id = :added',
      ConditionExpression: 'attribute_exists(pk) AND size(serviceAccounts) < :max',
      ExpressionAttributeNames: { '#id': added.id },
      ExpressionAttributeValues: { ':added': added, ':max': limits.serviceAccounts },
    },
    onConditionFailed: (standing?: ServiceAccountsItem) =>
      standing === undefined ? new Outdated() : limitReached('serviceAccounts'),
  };
}

/** The first service account of an account. */
export function addFirstServiceAccount(account: AccountId, added: StoredServiceAccount): Write {
  return {
    Put: {
      Item: { ...keys.serviceAccounts(account), serviceAccounts: { [added.id]: added }, uses: {} },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    onConditionFailed: outdated,
  };
}

/** Replaces a service account with a new version, if the stored one is still the one that was read. */
export function replaceServiceAccount(
  account: AccountId,
  seen: StoredServiceAccount,
  by: StoredServiceAccount,
): Write {
  return {
    Update: {
      Key: keys.serviceAccounts(account),
      UpdateExpression: 'SET serviceAccounts.#id = :by',
      ...ifStill(seen),
      ExpressionAttributeValues: { ':by': by, ':version': seen.version },
    },
    onConditionFailed: outdated,
  };
}

export function dropServiceAccount(account: AccountId, seen: StoredServiceAccount): Write {
  return {
    Update: {
      Key: keys.serviceAccounts(account),
      UpdateExpression: 'REMOVE serviceAccounts.#id, uses.#id',
      ...ifStill(seen),
      ExpressionAttributeValues: { ':version': seen.version },
    },
    onConditionFailed: outdated,
  };
}

const ifStill = ({ id }: StoredServiceAccount) => ({
  ConditionExpression: 'serviceAccounts.#id.version = :version',
  ExpressionAttributeNames: { '#id': id },
});
