import type { Role } from '../api/routes/accounts.ts';
import { foldEmail } from '../api/schemas/email.ts';
import type { AccountId } from '../api/schemas/ids.ts';
import type { Person, Profile } from '../auth/caller.ts';
import type { FormerMemberItem, MembershipItem } from '../auth/membership.ts';
import { instant, type Clock } from '../clock.ts';
import { outdated } from '../request.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';

/**
 * Makes someone a user of an account. The other writes of the transaction decide whether that is allowed, and remove
 * the rest of an earlier membership.
 * @param former the rest of a membership that ended, with the second from which sign-ins count again
 */
export function newMembership(
  account: AccountId,
  { userId, email, name, issuedAt }: Pick<Person, 'userId' | 'email' | 'name' | 'issuedAt'>,
  role: Role,
  clock: Clock,
  former?: Pick<FormerMemberItem, 'version' | 'email' | 'earlierEmails' | 'sessionsValidFrom'>,
): Write[] {
  const version = (former?.version ?? 0) + 1;
  const membership: MembershipItem = {
    ...keys.member(account, userId),
    accountId: account,
    userId,
    email,
    name,
    ...(former !== undefined && { earlierEmails: earlierEmails(former, email) }),
    profileFrom: issuedAt,
    role,
    ...(role === 'admin' && { adminSince: version }),
    joinedAt: instant(clock.now()),
    ...(former !== undefined && { sessionsValidFrom: former.sessionsValidFrom }),
    version,
  };
  return [
    {
      Put: { Item: { ...membership }, ConditionExpression: 'attribute_not_exists(pk)' },
      onConditionFailed: outdated,
    },
    { Put: { Item: { ...keys.accountOfUser(userId, account), accountId: account } } },
  ];
}

/** A membership is read with each request of its user, so it must stay small. */
const MAX_EARLIER_EMAILS = 20;

/** The earlier addresses of somebody who has this one now. */
export function earlierEmails(
  { email, earlierEmails: known = [] }: Pick<Profile, 'email' | 'earlierEmails'>,
  now: string,
): string[] {
  const all = new Set([...known, foldEmail(email)]);
  // The address of an erased user is empty.
  for (const other of [foldEmail(now), '']) all.delete(other);
  return [...all].slice(-MAX_EARLIER_EMAILS);
}
