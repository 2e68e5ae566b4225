import type { Role } from '../api/routes/accounts.ts';
import type { AccountId, EnvironmentId, KeyId, ServiceAccountId, UserId } from '../api/schemas/ids.ts';
import type { CallerKind, Operation } from '../api/operation.ts';

/** The user's name and address as the account shows them. */
export interface Profile {
  readonly name: string;
  readonly email: string;
  /** When the token with this name and address was issued, in seconds since the epoch. */
  readonly profileFrom: number;
  /** Their earlier addresses, folded, the latest last: they are erased together with the current one. */
  readonly earlierEmails?: readonly string[];
}

/** Someone who is signed in, as their access token says. */
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

/** A person in an account that they are a user of, as stored right now. */
export interface Member extends Omit<Person, 'kind'> {
  readonly kind: 'member';
  readonly accountId: AccountId;
  readonly role: Role;
  /**
   * The version of their membership in which they became an Admin. It distinguishes this time as an Admin from an
   * earlier one.
   */
  readonly adminSince?: number | undefined;
  /** The name and address that the account shows, which may be older than their token. */
  readonly shown: Profile;
}

/** A service account of an account, as stored right now: software with the rights of an Admin or a Member. */
export interface ServiceAccount {
  readonly kind: 'serviceAccount';
  readonly accountId: AccountId;
  readonly serviceAccountId: ServiceAccountId;
  readonly name: string;
  readonly role: Role;
  /** SHA-256 of the secret that it sent. */
  readonly secretHash: string;
  /** When it was last used before, in milliseconds since the epoch. */
  readonly lastUsedAt: number | undefined;
}

/** A person who runs the platform. */
export interface Operator extends Omit<Person, 'kind'> {
  readonly kind: 'operator';
}

/** A holder of an environment's API key. The gate decides whether the key is valid. */
export interface Machine {
  readonly kind: 'machine';
  readonly environmentId: EnvironmentId;
  /** SHA-256 of the API key: all that is stored of it. */
  readonly keyHash: string;
  /** Known once the environment has been read, as it is for every change that the audit trail records. */
  readonly keyId?: KeyId;
}

/** The platform itself: on a schedule, or on the table's stream. */
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

/** The caller in a request of this operation. */
export type CallerOf<O extends Operation> = O extends { personOnly: true }
  ? Exclude<Callers[O['caller'] & CallerKind], ServiceAccount>
  : Callers[O['caller'] & CallerKind];

/** The id that is recorded as the creator of something. */
export const idOfCaller = (caller: Member | ServiceAccount): UserId | ServiceAccountId =>
  caller.kind === 'serviceAccount' ? caller.serviceAccountId : caller.userId;
