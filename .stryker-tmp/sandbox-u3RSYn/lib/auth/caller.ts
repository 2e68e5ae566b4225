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
import type { AccountId, EnvironmentId, KeyId, ServiceAccountId, UserId } from '../api/schemas/ids.ts';
import type { CallerKind, Operation } from '../api/operation.ts';

/** What an account shows of a user. */
export interface Profile {
  readonly name: string;
  readonly email: string;
  /** When the token was issued that told so, in seconds since the epoch. */
  readonly profileFrom: number;
}

/** Someone who is signed in, as their access token tells. */
export interface Person {
  readonly kind: 'person';
  readonly userId: UserId;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
  readonly groups: readonly string[];
  /** When they signed in, in seconds since the epoch. */
  readonly signedInAt: number;
  /** When their token was issued, in seconds since the epoch. */
  readonly issuedAt: number;
}

/** A person in an account that they are a user of, as the table tells right now. */
export interface Member extends Omit<Person, 'kind'> {
  readonly kind: 'member';
  readonly accountId: AccountId;
  readonly role: Role;
  /** Since which version of their membership they have been an Admin; tells this from an earlier time as one. */
  readonly adminSince?: number | undefined;
  /** What the account shows of them, which may be older than their token. */
  readonly shown: Profile;
}

/** A service account of an account, as the table tells right now: software that acts as an Admin or a Member would. */
export interface ServiceAccount {
  readonly kind: 'serviceAccount';
  readonly accountId: AccountId;
  readonly serviceAccountId: ServiceAccountId;
  readonly name: string;
  readonly role: Role;
  /** SHA-256 of the secret that it has shown. */
  readonly secretHash: string;
  /** When it was last used before, in milliseconds since the epoch. */
  readonly lastUsedAt: number | undefined;
}

/** A person who runs the platform. */
export interface Operator extends Omit<Person, 'kind'> {
  readonly kind: 'operator';
}

/** A holder of an environment's API key. Whether the key is alive is for the gate to say. */
export interface Machine {
  readonly kind: 'machine';
  readonly environmentId: EnvironmentId;
  /** SHA-256 of the API key: all that is stored of it. */
  readonly keyHash: string;
  /** Known once the environment has been read, as it is for every change that is told of in the audit trail. */
  readonly keyId?: KeyId;
}

/** The platform itself, at work on a schedule or on the table's stream. */
export interface System {
  readonly kind: 'system';
  readonly name: string;
}
export type Caller = Person | Member | ServiceAccount | Operator | Machine | System;
interface Callers {
  person: Person;
  member: Member | ServiceAccount;
  admin: Member | ServiceAccount;
  operator: Operator;
  machine: Machine;
}

/** Who stands behind a call of this operation. */
export type CallerOf<O extends Operation> = O extends {
  personOnly: true;
} ? Exclude<Callers[O['caller'] & CallerKind], ServiceAccount> : Callers[O['caller'] & CallerKind];

/** The id that stands for whoever made something. */
export const idOfCaller = stryMutAct_9fa48("10") ? () => undefined : (stryCov_9fa48("10"), (() => {
  const idOfCaller = (caller: Member | ServiceAccount): UserId | ServiceAccountId => (stryMutAct_9fa48("13") ? caller.kind !== 'serviceAccount' : stryMutAct_9fa48("12") ? false : stryMutAct_9fa48("11") ? true : (stryCov_9fa48("11", "12", "13"), caller.kind === 'serviceAccount')) ? caller.serviceAccountId : caller.userId;
  return idOfCaller;
})());