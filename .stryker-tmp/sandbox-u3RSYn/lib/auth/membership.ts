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
import type { AccountId, UserId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import { outdated } from '../request.ts';
import { instant, type Clock } from '../clock.ts';
import { keys } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { read, readMany, readRange, type Table } from '../table/table.ts';
import type { Write } from '../table/transact.ts';
import type { Member, Person, Profile } from './caller.ts';

/** A person's membership of an account. After a removal it stays behind, so that sessions from before it stay dead. */
export interface MembershipItem extends Profile {
  readonly pk: string;
  readonly sk: string;
  readonly accountId: AccountId;
  readonly userId: UserId;
  readonly role: Role;
  /** The version of this row in which they became an Admin. Left out for Members. */
  readonly adminSince?: number | undefined;
  readonly joinedAt: string;
  /** Sign-ins before this second don't count: the person had been removed since. In seconds since the epoch. */
  readonly sessionsValidFrom?: number;
  readonly removedAt?: string;
  /** Of one that has ended: when the trail and the invitations forget the person's name and address. Absent once they have. */
  readonly forgetAt?: string;
  /** Seconds since the epoch: when the rest of one that has ended may go. */
  readonly ttl?: number;
  readonly version: number;
}

/**
 * The person as a member of the account, as the table says right now.
 * @throws not_found for a stranger, a removed user, and a session from before a removal: an account that is not yours does not exist.
 */
export async function memberOf(table: Table, person: Person, account: AccountId): Promise<Member> {
  if (stryMutAct_9fa48("47")) {
    {}
  } else {
    stryCov_9fa48("47");
    const membership = await read<MembershipItem>(table, keys.member(account, person.userId));
    if (stryMutAct_9fa48("50") ? membership === undefined && !isInForce(membership, person) : stryMutAct_9fa48("49") ? false : stryMutAct_9fa48("48") ? true : (stryCov_9fa48("48", "49", "50"), (stryMutAct_9fa48("52") ? membership !== undefined : stryMutAct_9fa48("51") ? false : (stryCov_9fa48("51", "52"), membership === undefined)) || (stryMutAct_9fa48("53") ? isInForce(membership, person) : (stryCov_9fa48("53"), !isInForce(membership, person))))) throw new Problem('not_found');
    return stryMutAct_9fa48("55") ? {} : (stryCov_9fa48("55"), {
      ...person,
      kind: 'member',
      accountId: account,
      role: membership.role,
      adminSince: membership.adminSince,
      shown: membership
    });
  }
}

/** Those of these people who are Admins of the account right now. */
export async function readAdmins(table: Table, account: AccountId, users: readonly UserId[]): Promise<MembershipItem[]> {
  if (stryMutAct_9fa48("57")) {
    {}
  } else {
    stryCov_9fa48("57");
    const members = await readMany<MembershipItem>(table, users.map(stryMutAct_9fa48("58") ? () => undefined : (stryCov_9fa48("58"), user => keys.member(account, user))));
    return stryMutAct_9fa48("59") ? members : (stryCov_9fa48("59"), members.filter(isAdmin));
  }
}

/** All Admins of an account right now. */
export async function readAllAdmins(table: Table, account: AccountId): Promise<MembershipItem[]> {
  if (stryMutAct_9fa48("60")) {
    {}
  } else {
    stryCov_9fa48("60");
    const members = await readRange<MembershipItem>(table, ranges.members(account));
    return stryMutAct_9fa48("61") ? members : (stryCov_9fa48("61"), members.filter(isAdmin));
  }
}
const isAdmin = stryMutAct_9fa48("62") ? () => undefined : (stryCov_9fa48("62"), (() => {
  const isAdmin = ({
    role,
    removedAt
  }: MembershipItem): boolean => stryMutAct_9fa48("65") ? role === 'admin' || removedAt === undefined : stryMutAct_9fa48("64") ? false : stryMutAct_9fa48("63") ? true : (stryCov_9fa48("63", "64", "65"), (stryMutAct_9fa48("67") ? role !== 'admin' : stryMutAct_9fa48("66") ? true : (stryCov_9fa48("66", "67"), role === 'admin')) && (stryMutAct_9fa48("70") ? removedAt !== undefined : stryMutAct_9fa48("69") ? true : (stryCov_9fa48("69", "70"), removedAt === undefined)));
  return isAdmin;
})());

/** Whether a membership counts for someone who signed in then (seconds since the epoch). */
export function isInForce(membership: MembershipItem, person: {
  signedInAt: number;
}): boolean {
  if (stryMutAct_9fa48("71")) {
    {}
  } else {
    stryCov_9fa48("71");
    return stryMutAct_9fa48("74") ? membership.removedAt === undefined || person.signedInAt >= (membership.sessionsValidFrom ?? 0) : stryMutAct_9fa48("73") ? false : stryMutAct_9fa48("72") ? true : (stryCov_9fa48("72", "73", "74"), (stryMutAct_9fa48("76") ? membership.removedAt !== undefined : stryMutAct_9fa48("75") ? true : (stryCov_9fa48("75", "76"), membership.removedAt === undefined)) && (stryMutAct_9fa48("79") ? person.signedInAt < (membership.sessionsValidFrom ?? 0) : stryMutAct_9fa48("78") ? person.signedInAt > (membership.sessionsValidFrom ?? 0) : stryMutAct_9fa48("77") ? true : (stryCov_9fa48("77", "78", "79"), person.signedInAt >= (stryMutAct_9fa48("80") ? membership.sessionsValidFrom && 0 : (stryCov_9fa48("80"), membership.sessionsValidFrom ?? 0)))));
  }
}

/**
 * Makes someone a user of an account. Whether they may be is for the other writes of the transaction to say.
 * @param former what is left of a membership that ended, with the second from which sign-ins count again
 */
export function newMembership(account: AccountId, {
  userId,
  email,
  name,
  issuedAt
}: Pick<Person, 'userId' | 'email' | 'name' | 'issuedAt'>, role: Role, clock: Clock, former?: Pick<MembershipItem, 'version'> & {
  readonly sessionsValidFrom: number;
}): Write[] {
  if (stryMutAct_9fa48("81")) {
    {}
  } else {
    stryCov_9fa48("81");
    const version = stryMutAct_9fa48("82") ? (former?.version ?? 0) - 1 : (stryCov_9fa48("82"), (stryMutAct_9fa48("83") ? former?.version && 0 : (stryCov_9fa48("83"), (stryMutAct_9fa48("84") ? former.version : (stryCov_9fa48("84"), former?.version)) ?? 0)) + 1);
    const membership: MembershipItem = stryMutAct_9fa48("85") ? {} : (stryCov_9fa48("85"), {
      ...keys.member(account, userId),
      accountId: account,
      userId,
      email,
      name,
      profileFrom: issuedAt,
      role,
      ...(stryMutAct_9fa48("88") ? role === 'admin' || {
        adminSince: version
      } : stryMutAct_9fa48("87") ? false : stryMutAct_9fa48("86") ? true : (stryCov_9fa48("86", "87", "88"), (stryMutAct_9fa48("90") ? role !== 'admin' : stryMutAct_9fa48("89") ? true : (stryCov_9fa48("89", "90"), role === 'admin')) && (stryMutAct_9fa48("92") ? {} : (stryCov_9fa48("92"), {
        adminSince: version
      })))),
      joinedAt: instant(clock.now()),
      ...(stryMutAct_9fa48("95") ? former !== undefined || {
        sessionsValidFrom: former.sessionsValidFrom
      } : stryMutAct_9fa48("94") ? false : stryMutAct_9fa48("93") ? true : (stryCov_9fa48("93", "94", "95"), (stryMutAct_9fa48("97") ? former === undefined : stryMutAct_9fa48("96") ? true : (stryCov_9fa48("96", "97"), former !== undefined)) && (stryMutAct_9fa48("98") ? {} : (stryCov_9fa48("98"), {
        sessionsValidFrom: former.sessionsValidFrom
      })))),
      version
    });
    return stryMutAct_9fa48("99") ? [] : (stryCov_9fa48("99"), [(stryMutAct_9fa48("102") ? former !== undefined : stryMutAct_9fa48("101") ? false : stryMutAct_9fa48("100") ? true : (stryCov_9fa48("100", "101", "102"), former === undefined)) ? stryMutAct_9fa48("103") ? {} : (stryCov_9fa48("103"), {
      Put: stryMutAct_9fa48("104") ? {} : (stryCov_9fa48("104"), {
        Item: stryMutAct_9fa48("105") ? {} : (stryCov_9fa48("105"), {
          ...membership
        }),
        ConditionExpression: 'attribute_not_exists(pk)'
      }),
      onConditionFailed: outdated
    }) : replaceMembership(former, membership), stryMutAct_9fa48("107") ? {} : (stryCov_9fa48("107"), {
      Put: stryMutAct_9fa48("108") ? {} : (stryCov_9fa48("108"), {
        Item: stryMutAct_9fa48("109") ? {} : (stryCov_9fa48("109"), {
          ...keys.accountOfUser(userId, account),
          accountId: account
        })
      })
    })]);
  }
}

/** Writes a membership in place of the one that was read, if that is still what stands there. */
export function replaceMembership(seen: Pick<MembershipItem, 'version'>, by: MembershipItem): Write {
  if (stryMutAct_9fa48("110")) {
    {}
  } else {
    stryCov_9fa48("110");
    return stryMutAct_9fa48("111") ? {} : (stryCov_9fa48("111"), {
      Put: stryMutAct_9fa48("112") ? {} : (stryCov_9fa48("112"), {
        Item: stryMutAct_9fa48("113") ? {} : (stryCov_9fa48("113"), {
          ...by
        }),
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: stryMutAct_9fa48("115") ? {} : (stryCov_9fa48("115"), {
          ':version': seen.version
        })
      }),
      onConditionFailed: outdated
    });
  }
}

/** The same question inside a transaction: the member is still there, and still has the role that they act in. */
export function stillMember(member: Member, role: Role): Write {
  if (stryMutAct_9fa48("116")) {
    {}
  } else {
    stryCov_9fa48("116");
    return stryMutAct_9fa48("117") ? {} : (stryCov_9fa48("117"), {
      ConditionCheck: stryMutAct_9fa48("118") ? {} : (stryCov_9fa48("118"), {
        Key: keys.member(member.accountId, member.userId),
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(removedAt) ' + 'AND (attribute_not_exists(sessionsValidFrom) OR sessionsValidFrom <= :signedInAt)' + ((stryMutAct_9fa48("123") ? role !== 'admin' : stryMutAct_9fa48("122") ? false : stryMutAct_9fa48("121") ? true : (stryCov_9fa48("121", "122", "123"), role === 'admin')) ? ' AND #role = :admin' : ''),
        ...(stryMutAct_9fa48("129") ? role === 'admin' || {
          ExpressionAttributeNames: {
            '#role': 'role'
          }
        } : stryMutAct_9fa48("128") ? false : stryMutAct_9fa48("127") ? true : (stryCov_9fa48("127", "128", "129"), (stryMutAct_9fa48("131") ? role !== 'admin' : stryMutAct_9fa48("130") ? true : (stryCov_9fa48("130", "131"), role === 'admin')) && (stryMutAct_9fa48("133") ? {} : (stryCov_9fa48("133"), {
          ExpressionAttributeNames: stryMutAct_9fa48("134") ? {} : (stryCov_9fa48("134"), {
            '#role': 'role'
          })
        })))),
        ExpressionAttributeValues: stryMutAct_9fa48("136") ? {} : (stryCov_9fa48("136"), {
          ':signedInAt': member.signedInAt,
          ...(stryMutAct_9fa48("139") ? role === 'admin' || {
            ':admin': 'admin'
          } : stryMutAct_9fa48("138") ? false : stryMutAct_9fa48("137") ? true : (stryCov_9fa48("137", "138", "139"), (stryMutAct_9fa48("141") ? role !== 'admin' : stryMutAct_9fa48("140") ? true : (stryCov_9fa48("140", "141"), role === 'admin')) && (stryMutAct_9fa48("143") ? {} : (stryCov_9fa48("143"), {
            ':admin': 'admin'
          }))))
        })
      }),
      onConditionFailed: stryMutAct_9fa48("145") ? () => undefined : (stryCov_9fa48("145"), (standing?: MembershipItem) => noLongerProblem(standing, member))
    });
  }
}

/**
 * The same question about the member's own row, for a change that writes that row itself, in the version that is looked at.
 * @throws admin_required, not_found
 */
export function assertStillMember(standing: MembershipItem, member: Member, role: Role): void {
  if (stryMutAct_9fa48("146")) {
    {}
  } else {
    stryCov_9fa48("146");
    const holds = stryMutAct_9fa48("149") ? isInForce(standing, member) || role === 'member' || standing.role === 'admin' : stryMutAct_9fa48("148") ? false : stryMutAct_9fa48("147") ? true : (stryCov_9fa48("147", "148", "149"), isInForce(standing, member) && (stryMutAct_9fa48("151") ? role === 'member' && standing.role === 'admin' : stryMutAct_9fa48("150") ? true : (stryCov_9fa48("150", "151"), (stryMutAct_9fa48("153") ? role !== 'member' : stryMutAct_9fa48("152") ? false : (stryCov_9fa48("152", "153"), role === 'member')) || (stryMutAct_9fa48("156") ? standing.role !== 'admin' : stryMutAct_9fa48("155") ? false : (stryCov_9fa48("155", "156"), standing.role === 'admin')))));
    if (stryMutAct_9fa48("160") ? false : stryMutAct_9fa48("159") ? true : stryMutAct_9fa48("158") ? holds : (stryCov_9fa48("158", "159", "160"), !holds)) throw noLongerProblem(standing, member);
  }
}
function noLongerProblem(standing: MembershipItem | undefined, member: Member): Problem {
  if (stryMutAct_9fa48("161")) {
    {}
  } else {
    stryCov_9fa48("161");
    return new Problem((stryMutAct_9fa48("164") ? standing !== undefined || isInForce(standing, member) : stryMutAct_9fa48("163") ? false : stryMutAct_9fa48("162") ? true : (stryCov_9fa48("162", "163", "164"), (stryMutAct_9fa48("166") ? standing === undefined : stryMutAct_9fa48("165") ? true : (stryCov_9fa48("165", "166"), standing !== undefined)) && isInForce(standing, member))) ? 'admin_required' : 'not_found');
  }
}