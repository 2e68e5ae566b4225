import type { Role } from '../api/routes/accounts.ts';
import type { AccountId, UserId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import type { DueAt } from '../due/due.ts';
import { outdated } from '../request.ts';
import { keyOf, keys } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { read, readMany, readRange, type Table } from '../table/table.ts';
import type { Write } from '../table/transact.ts';
import type { Member, Person, Profile } from './caller.ts';
import { ifVersion } from '../table/write.ts';

/** A person's membership of an account. */
export interface MembershipItem extends Profile {
  readonly pk: string;
  readonly sk: string;
  readonly accountId: AccountId;
  readonly userId: UserId;
  readonly role: Role;
  /** The version of this row in which they became an Admin. Absent for Members. */
  readonly adminSince?: number | undefined;
  readonly joinedAt: string;
  /** Sign-ins before this second don't count, because the person was removed after them. In seconds since the epoch. */
  readonly sessionsValidFrom?: number;
  readonly version: number;
}

/**
 * The rest of a membership that has ended, in a range of its own, so that a read of the current members never reads
 * former ones. It keeps sessions from before the removal invalid when the person comes back.
 */
export interface FormerMemberItem extends MembershipItem {
  readonly sessionsValidFrom: number;
  readonly removedAt: string;
  /**
   * The instant of its due row: when the person's name and address are erased from the trail and the invitations, or
   * the erasing continues. Absent once they are erased.
   */
  readonly forgetAt?: DueAt;
  /** How far the erasing has come: the sort key of the last invitation or event that was processed. */
  readonly forgottenTo?: string;
  /** Seconds since the epoch: when it may be deleted. Absent until they are erased. */
  readonly ttl?: number;
}

/**
 * The person as a member of the account, as stored right now.
 * @throws not_found for a stranger, a removed user, and a session from before a removal: for them the account does
 *   not exist.
 */
export async function memberOf(table: Table, person: Person, account: AccountId): Promise<Member> {
  const membership = await read<MembershipItem>(table, keys.member(account, person.userId));
  if (membership === undefined || !isInForce(membership, person)) throw new Problem('not_found');
  return {
    ...person,
    kind: 'member',
    accountId: account,
    role: membership.role,
    adminSince: membership.adminSince,
    shown: membership,
  };
}

/** Those of these people who are Admins of the account right now. */
export async function readAdmins(
  table: Table,
  account: AccountId,
  users: readonly UserId[],
): Promise<MembershipItem[]> {
  const members = await readMany<MembershipItem>(
    table,
    users.map((user) => keys.member(account, user)),
  );
  return members.filter(isAdmin);
}

/** All Admins of an account right now. */
export async function readAllAdmins(table: Table, account: AccountId): Promise<MembershipItem[]> {
  const members = await readRange<MembershipItem>(table, ranges.members(account));
  return members.filter(isAdmin);
}

const isAdmin = ({ role }: MembershipItem): boolean => role === 'admin';

/** Whether a membership counts for someone who signed in then (seconds since the epoch). */
export function isInForce(membership: MembershipItem, person: { signedInAt: number }): boolean {
  return person.signedInAt >= (membership.sessionsValidFrom ?? 0);
}

/** Replaces a membership with a new version, if the stored one is still the one that was read. */
export function replaceMembership(seen: Pick<MembershipItem, 'version'>, by: MembershipItem): Write {
  return {
    Put: {
      Item: { ...by },
      ...ifVersion(seen),
    },
    onConditionFailed: outdated,
  };
}

/** Moves a membership to the range of the former ones, if the stored one is still the one that was read. */
export function moveToFormer(seen: MembershipItem, former: FormerMemberItem): Write[] {
  return [
    { Delete: { Key: keyOf(seen), ...ifVersion(seen) }, onConditionFailed: outdated },
    { Put: { Item: { ...former } } },
  ];
}

/** The same check inside a transaction: the member is still there, and still is an Admin. */
export function stillAdmin(member: Member): Write {
  return {
    ConditionCheck: {
      Key: keys.member(member.accountId, member.userId),
      ConditionExpression:
        '#role = :admin AND (attribute_not_exists(sessionsValidFrom) OR sessionsValidFrom <= :signedInAt)',
      ExpressionAttributeNames: { '#role': 'role' },
      ExpressionAttributeValues: { ':signedInAt': member.signedInAt, ':admin': 'admin' },
    },
    onConditionFailed: (standing?: MembershipItem) => noLongerProblem(standing, member),
  };
}

/**
 * The same check on the member's own row, for a change that writes that row itself, in the version that was read.
 * @throws admin_required, not_found
 */
export function assertStillMember(standing: MembershipItem, member: Member, role: Role): void {
  const holds = isInForce(standing, member) && (role === 'member' || standing.role === 'admin');
  if (!holds) throw noLongerProblem(standing, member);
}

function noLongerProblem(standing: MembershipItem | undefined, member: Member): Problem {
  return new Problem(standing !== undefined && isInForce(standing, member) ? 'admin_required' : 'not_found');
}
