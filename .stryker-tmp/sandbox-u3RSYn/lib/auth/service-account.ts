function stryNS_9fa48() {
  var g = typeof globalThis === 'object' && globalThis && globalThis.Math === Math && globalThis || new Function("return this")();
  var ns = g.__stryker__ || (g.__stryker__ = {});
  if (ns.activeMutant === undefined && g.process && g.process.env && g.process.env.__STRYKER_ACTIVE_MUTANT__) {
    ns.activeMutant = g.process.env.__STRYKER_ACTIVE_MUTANT__;
  }
  function retrieveNS() {
    return ns;
  }
  stryNS_9fa48 = retrieveNS;
  return retrieveNS();
}
stryNS_9fa48();
function stryCov_9fa48() {
  var ns = stryNS_9fa48();
  var cov = ns.mutantCoverage || (ns.mutantCoverage = {
    static: {},
    perTest: {}
  });
  function cover() {
    var c = cov.static;
    if (ns.currentTestId) {
      c = cov.perTest[ns.currentTestId] = cov.perTest[ns.currentTestId] || {};
    }
    var a = arguments;
    for (var i = 0; i < a.length; i++) {
      c[a[i]] = (c[a[i]] || 0) + 1;
    }
  }
  stryCov_9fa48 = cover;
  cover.apply(null, arguments);
}
function stryMutAct_9fa48(id) {
  var ns = stryNS_9fa48();
  function isActive(id) {
    if (ns.activeMutant === id) {
      if (ns.hitCount !== void 0 && ++ns.hitCount > ns.hitLimit) {
        throw new Error('Stryker: Hit count limit reached (' + ns.hitCount + ')');
      }
      return true;
    }
    return false;
  }
  stryMutAct_9fa48 = isActive;
  return isActive(id);
}
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
import { hashSecret, secretFormat } from './secret-format.ts';
const HOUR_MS = 3_600_000;

/** Secrets of service accounts begin with `bsa_` and name their account. */
const format = secretFormat('bsa');
export const isServiceSecret = stryMutAct_9fa48("258") ? () => undefined : (stryCov_9fa48("258"), (() => {
  const isServiceSecret = (token: string): boolean => stryMutAct_9fa48("259") ? token.endsWith(format.prefix) : (stryCov_9fa48("259"), token.startsWith(format.prefix));
  return isServiceSecret;
})());
export const makeServiceSecret = stryMutAct_9fa48("260") ? () => undefined : (stryCov_9fa48("260"), (() => {
  const makeServiceSecret = (account: AccountId, clock: Clock): string => format.make(stryMutAct_9fa48("261") ? account : (stryCov_9fa48("261"), account.slice('acc_'.length)), clock);
  return makeServiceSecret;
})());
export const maskServiceSecret = format.mask;

/**
 * The service accounts of an account. They are one item, because a secret names its account and not its service account: one
 * read finds whose secret it is. The size of the map is the count that the limit is held against.
 */
export interface ServiceAccountsItem {
  readonly pk: string;
  readonly sk: string;
  readonly serviceAccounts: Readonly<Record<ServiceAccountId, StoredServiceAccount>>;
  /** When each was used last, in milliseconds since the epoch. */
  readonly uses: Readonly<Record<ServiceAccountId, number>>;
}
export interface StoredServiceAccount {
  readonly id: ServiceAccountId;
  readonly name: string;
  readonly role: Role;
  /** By hash: the one that was made last, and the one before it while its grace lasts. */
  readonly secrets: Readonly<Record<string, StoredSecret>>;
  /** Milliseconds since the epoch; absent on one that does not expire. */
  readonly expiresAt?: number;
  /** The last reminder that it expires: how many days before. */
  readonly reminded?: number;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly version: number;
}
export interface StoredSecret {
  readonly lastFour: string;
  /** Milliseconds since the epoch: when its grace ends. Absent on the one that was made last. */
  readonly until?: number;
}

/**
 * The service account whose secret this is, as the table says right now.
 * @throws unauthenticated for a secret that is none, or opens nothing any more
 */
export async function serviceAccountOf(secret: string, {
  table,
  clock
}: Pick<Context, 'table' | 'clock'>): Promise<ServiceAccount> {
  if (stryMutAct_9fa48("263")) {
    {}
  } else {
    stryCov_9fa48("263");
    const ulid = format.ulidIn(secret);
    if (stryMutAct_9fa48("266") ? ulid !== undefined : stryMutAct_9fa48("265") ? false : stryMutAct_9fa48("264") ? true : (stryCov_9fa48("264", "265", "266"), ulid === undefined)) throw new Problem('unauthenticated');
    const accountId = `acc_${ulid}` as AccountId;
    const secretHash = hashSecret(secret);
    const item = await read<ServiceAccountsItem>(table, keys.serviceAccounts(accountId));
    const found = Object.values(stryMutAct_9fa48("268") ? item?.serviceAccounts && {} : (stryCov_9fa48("268"), (stryMutAct_9fa48("269") ? item.serviceAccounts : (stryCov_9fa48("269"), item?.serviceAccounts)) ?? {})).find(stryMutAct_9fa48("270") ? () => undefined : (stryCov_9fa48("270"), one => isAlive(one, secretHash, clock.now())));
    if (stryMutAct_9fa48("273") ? found !== undefined : stryMutAct_9fa48("272") ? false : stryMutAct_9fa48("271") ? true : (stryCov_9fa48("271", "272", "273"), found === undefined)) throw new Problem('unauthenticated');
    const {
      id: serviceAccountId,
      name,
      role
    } = found;
    const lastUsedAt = stryMutAct_9fa48("275") ? item.uses[serviceAccountId] : (stryCov_9fa48("275"), item?.uses[serviceAccountId]);
    return stryMutAct_9fa48("276") ? {} : (stryCov_9fa48("276"), {
      kind: 'serviceAccount',
      accountId,
      serviceAccountId,
      name,
      role,
      secretHash,
      lastUsedAt
    });
  }
}
function isAlive({
  secrets,
  expiresAt = Infinity
}: StoredServiceAccount, hash: string, now: number): boolean {
  if (stryMutAct_9fa48("278")) {
    {}
  } else {
    stryCov_9fa48("278");
    const secret = Object.hasOwn(secrets, hash) ? secrets[hash] : undefined;
    return stryMutAct_9fa48("281") ? secret !== undefined && (secret.until ?? Infinity) > now || expiresAt > now : stryMutAct_9fa48("280") ? false : stryMutAct_9fa48("279") ? true : (stryCov_9fa48("279", "280", "281"), (stryMutAct_9fa48("283") ? secret !== undefined || (secret.until ?? Infinity) > now : stryMutAct_9fa48("282") ? true : (stryCov_9fa48("282", "283"), (stryMutAct_9fa48("285") ? secret === undefined : stryMutAct_9fa48("284") ? true : (stryCov_9fa48("284", "285"), secret !== undefined)) && (stryMutAct_9fa48("288") ? (secret.until ?? Infinity) <= now : stryMutAct_9fa48("287") ? (secret.until ?? Infinity) >= now : stryMutAct_9fa48("286") ? true : (stryCov_9fa48("286", "287", "288"), (stryMutAct_9fa48("289") ? secret.until && Infinity : (stryCov_9fa48("289"), secret.until ?? Infinity)) > now)))) && (stryMutAct_9fa48("292") ? expiresAt <= now : stryMutAct_9fa48("291") ? expiresAt >= now : stryMutAct_9fa48("290") ? true : (stryCov_9fa48("290", "291", "292"), expiresAt > now)));
  }
}

/** The same question inside a transaction: its secret is still alive, and it still has the role that it acts in. */
export function stillServiceAccount(caller: ServiceAccount, role: Role, now: number): Check {
  if (stryMutAct_9fa48("293")) {
    {}
  } else {
    stryCov_9fa48("293");
    const {
      accountId,
      serviceAccountId,
      secretHash
    } = caller;
    const until = 'serviceAccounts.#id.secrets.#hash.#until';
    const expiry = 'serviceAccounts.#id.expiresAt';
    return stryMutAct_9fa48("296") ? {} : (stryCov_9fa48("296"), {
      ConditionCheck: stryMutAct_9fa48("297") ? {} : (stryCov_9fa48("297"), {
        Key: keys.serviceAccounts(accountId),
        ConditionExpression: 'attribute_exists(serviceAccounts.#id.secrets.#hash) ' + `AND (attribute_not_exists(${until}) OR ${until} > :now) ` + `AND (attribute_not_exists(${expiry}) OR ${expiry} > :now)` + ((stryMutAct_9fa48("303") ? role !== 'admin' : stryMutAct_9fa48("302") ? false : stryMutAct_9fa48("301") ? true : (stryCov_9fa48("301", "302", "303"), role === 'admin')) ? ' AND serviceAccounts.#id.#role = :admin' : ''),
        ExpressionAttributeNames: stryMutAct_9fa48("307") ? {} : (stryCov_9fa48("307"), {
          '#id': serviceAccountId,
          '#hash': secretHash,
          '#until': 'until',
          ...(stryMutAct_9fa48("311") ? role === 'admin' || {
            '#role': 'role'
          } : stryMutAct_9fa48("310") ? false : stryMutAct_9fa48("309") ? true : (stryCov_9fa48("309", "310", "311"), (stryMutAct_9fa48("313") ? role !== 'admin' : stryMutAct_9fa48("312") ? true : (stryCov_9fa48("312", "313"), role === 'admin')) && (stryMutAct_9fa48("315") ? {} : (stryCov_9fa48("315"), {
            '#role': 'role'
          }))))
        }),
        ExpressionAttributeValues: stryMutAct_9fa48("317") ? {} : (stryCov_9fa48("317"), {
          ':now': now,
          ...(stryMutAct_9fa48("320") ? role === 'admin' || {
            ':admin': 'admin'
          } : stryMutAct_9fa48("319") ? false : stryMutAct_9fa48("318") ? true : (stryCov_9fa48("318", "319", "320"), (stryMutAct_9fa48("322") ? role !== 'admin' : stryMutAct_9fa48("321") ? true : (stryCov_9fa48("321", "322"), role === 'admin')) && (stryMutAct_9fa48("324") ? {} : (stryCov_9fa48("324"), {
            ':admin': 'admin'
          }))))
        })
      }),
      onConditionFailed: (standing?: ServiceAccountsItem) => {
        if (stryMutAct_9fa48("326")) {
          {}
        } else {
          stryCov_9fa48("326");
          const own = stryMutAct_9fa48("327") ? standing.serviceAccounts[serviceAccountId] : (stryCov_9fa48("327"), standing?.serviceAccounts[serviceAccountId]);
          const alive = stryMutAct_9fa48("330") ? own !== undefined || isAlive(own, secretHash, now) : stryMutAct_9fa48("329") ? false : stryMutAct_9fa48("328") ? true : (stryCov_9fa48("328", "329", "330"), (stryMutAct_9fa48("332") ? own === undefined : stryMutAct_9fa48("331") ? true : (stryCov_9fa48("331", "332"), own !== undefined)) && isAlive(own, secretHash, now));
          return new Problem(alive ? 'admin_required' : 'unauthenticated');
        }
      }
    });
  }
}

/** Notes when a service account was used, to the hour. */
export async function noteServiceAccountUse({
  accountId,
  serviceAccountId,
  lastUsedAt = 0
}: ServiceAccount, {
  table,
  clock
}: Pick<Context, 'table' | 'clock'>): Promise<void> {
  if (stryMutAct_9fa48("335")) {
    {}
  } else {
    stryCov_9fa48("335");
    const now = clock.now();
    if (stryMutAct_9fa48("339") ? lastUsedAt <= now - HOUR_MS : stryMutAct_9fa48("338") ? lastUsedAt >= now - HOUR_MS : stryMutAct_9fa48("337") ? false : stryMutAct_9fa48("336") ? true : (stryCov_9fa48("336", "337", "338", "339"), lastUsedAt > (stryMutAct_9fa48("340") ? now + HOUR_MS : (stryCov_9fa48("340"), now - HOUR_MS)))) return;
    await updateBlind(table, keys.serviceAccounts(accountId), stryMutAct_9fa48("341") ? {} : (stryCov_9fa48("341"), {
      UpdateExpression: 'SET uses.#id = :now',
      ConditionExpression: 'attribute_exists(serviceAccounts.#id)',
      ExpressionAttributeNames: stryMutAct_9fa48("344") ? {} : (stryCov_9fa48("344"), {
        '#id': serviceAccountId
      }),
      ExpressionAttributeValues: stryMutAct_9fa48("345") ? {} : (stryCov_9fa48("345"), {
        ':now': now
      })
    }));
  }
}