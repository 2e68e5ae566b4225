import type { Role } from '../api/routes/accounts.ts';
import type { AccountId, ServiceAccountId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import type { Clock } from '../clock.ts';
import type { Context } from '../context.ts';
import { keys } from '../table/keys.ts';
import { read } from '../table/table.ts';
import { updateBlind } from '../table/write.ts';
import type { Check } from '../table/transact.ts';
import type { ServiceAccount } from './caller.ts';
import { hashSecret, secretFormat, type Shown } from './secret-format.ts';

const HOUR_MS = 3_600_000;

/** Secrets of service accounts begin with `bsa_` and name their account. */
const format = secretFormat('bsa');

export const isServiceSecret = (token: string): boolean => token.startsWith(format.prefix);

export const makeServiceSecret = (account: AccountId, clock: Clock): string =>
  format.make(account.slice('acc_'.length), clock);

export const maskServiceSecret = format.mask;

/**
 * The service accounts of an account. They are one item, because a secret names its account and not its service
 * account: one read finds whose secret it is. The size of the map is the count for the limit.
 */
export interface ServiceAccountsItem {
  readonly pk: string;
  readonly sk: string;
  readonly serviceAccounts: Readonly<Record<ServiceAccountId, StoredServiceAccount>>;
  /** When each was last used, in milliseconds since the epoch. */
  readonly uses: Readonly<Record<ServiceAccountId, number>>;
}

export interface StoredServiceAccount {
  readonly id: ServiceAccountId;
  readonly name: string;
  readonly role: Role;
  /** By hash: the newest secret, and the previous one during its grace period. */
  readonly secrets: Readonly<Record<string, StoredSecret>>;
  /** Milliseconds since the epoch; absent on one that does not expire. */
  readonly expiresAt?: number;
  /** The last reminder of its expiry that was sent: how many days before. */
  readonly reminded?: number;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly version: number;
}

/** Older secrets do not say who was shown them. */
export interface StoredSecret extends Partial<Shown> {
  readonly lastFour: string;
  /** Milliseconds since the epoch: when its grace period ends. Absent on the newest secret. */
  readonly until?: number;
}

/**
 * The secrets of a service account that work at an instant, with their hashes.
 * @param now milliseconds since the epoch
 */
export const aliveSecrets = (
  { secrets, expiresAt = Infinity }: StoredServiceAccount,
  now: number,
): [hash: string, StoredSecret][] =>
  expiresAt > now ? Object.entries(secrets).filter(([, { until = Infinity }]) => until > now) : [];

/**
 * The service account whose secret this is, as stored right now.
 * @throws unauthenticated for text that is no secret, or a secret that no longer works
 */
export async function serviceAccountOf(
  secret: string,
  { table, clock }: Pick<Context, 'table' | 'clock'>,
): Promise<ServiceAccount> {
  const ulid = format.ulidIn(secret);
  if (ulid === undefined) throw new Problem('unauthenticated');
  const accountId = `acc_${ulid}` as AccountId;
  const secretHash = hashSecret(secret);
  const item = await read<ServiceAccountsItem>(table, keys.serviceAccounts(accountId));
  const found = Object.values(item?.serviceAccounts ?? {}).find((one) => opens(secretHash, one, clock.now()));
  if (found === undefined) throw new Problem('unauthenticated');
  const { id: serviceAccountId, name, role } = found;
  const lastUsedAt = item?.uses[serviceAccountId];
  return { kind: 'serviceAccount', accountId, serviceAccountId, name, role, secretHash, lastUsedAt };
}

const opens = (hash: string, one: StoredServiceAccount, now: number): boolean =>
  aliveSecrets(one, now).some(([alive]) => alive === hash);

/** The same check inside a transaction: its secret still works, and it still is an Admin. */
export function stillServiceAccount(caller: ServiceAccount, now: number): Check {
  const { accountId, serviceAccountId, secretHash } = caller;
  const until = 'serviceAccounts.#id.secrets.#hash.#until';
  const expiry = 'serviceAccounts.#id.expiresAt';
  return {
    ConditionCheck: {
      Key: keys.serviceAccounts(accountId),
      ConditionExpression:
        'attribute_exists(serviceAccounts.#id.secrets.#hash) ' +
        `AND (attribute_not_exists(${until}) OR ${until} > :now) ` +
        `AND (attribute_not_exists(${expiry}) OR ${expiry} > :now) ` +
        'AND serviceAccounts.#id.#role = :admin',
      ExpressionAttributeNames: {
        '#id': serviceAccountId,
        '#hash': secretHash,
        '#until': 'until',
        '#role': 'role',
      },
      ExpressionAttributeValues: { ':now': now, ':admin': 'admin' },
    },
    onConditionFailed: (standing?: ServiceAccountsItem) => {
      const own = standing?.serviceAccounts[serviceAccountId];
      const alive = own !== undefined && opens(secretHash, own, now);
      return new Problem(alive ? 'admin_required' : 'unauthenticated');
    },
  };
}

/** Notes when a service account was used, to the hour. */
export async function noteServiceAccountUse(
  { accountId, serviceAccountId, lastUsedAt = 0 }: ServiceAccount,
  { table, clock }: Pick<Context, 'table' | 'clock'>,
): Promise<void> {
  const now = clock.now();
  if (lastUsedAt > now - HOUR_MS) return;
  await updateBlind(table, keys.serviceAccounts(accountId), {
    UpdateExpression: 'SET uses.#id = :now',
    ConditionExpression: 'attribute_exists(serviceAccounts.#id)',
    ExpressionAttributeNames: { '#id': serviceAccountId },
    ExpressionAttributeValues: { ':now': now },
  });
}
