import { foldEmail } from '../../api/schemas/email.ts';
import type { MembershipItem } from '../../auth/membership.ts';
import { outdated } from '../../request.ts';
import { keys } from '../../table/keys.ts';
import type { Write } from '../../table/transact.ts';
import type { InvitedAddressItem } from '../../invitations/invited-address.ts';
import { accountTarget, type Drift } from './drift.ts';
import { isOpen, type WholeAccount } from '../read-account.ts';
import { ifVersion } from '../../table/write.ts';

/** An account is in the lists of its users, and in nobody else's. */
export function membershipDrifts(whole: WholeAccount): Drift[] {
  const { id, members, listedBy } = whole;
  const byUser = new Map(members.map((member) => [member.userId, member]));
  const isUser = (member?: MembershipItem) => member !== undefined && member.removedAt === undefined;
  return [...new Set([...byUser.keys(), ...listedBy])]
    .filter((userId) => listedBy.has(userId) !== isUser(byUser.get(userId)))
    .map((userId) => {
      const member = byUser.get(userId);
      const row = keys.accountOfUser(userId, id);
      const write: Write = isUser(member)
        ? { Put: { Item: { ...row, accountId: id } } }
        : { Delete: { Key: row } };
      const stillSo: Write = {
        ConditionCheck: { Key: keys.member(id, userId), ...ifVersion(member) },
        onConditionFailed: outdated,
      };
      return {
        what: 'list of a user',
        target: accountTarget(whole),
        stored: { userId, listed: listedBy.has(userId) },
        found: { userId, listed: isUser(member) },
        mend: { writes: [write, stillSo] },
      };
    });
}

/** The address of an open invitation has an item: a second invitation to the address collides with the first there. */
export function addressDrifts(whole: WholeAccount): Drift[] {
  const { id, invitations, addresses } = whole;
  const open = invitations.filter(isOpen);
  return open.flatMap((invitation): Drift[] => {
    const folded = foldEmail(invitation.email);
    const noted = addresses.get(folded);
    if (noted?.invitationId === invitation.id) return [];
    const isAnothers = open.some((other) => other.id === noted?.invitationId);
    const item: InvitedAddressItem = {
      invitationId: invitation.id,
      sentAt: [...(noted?.sentAt ?? []), Date.parse(invitation.sentAt)].toSorted((one, other) => one - other),
      version: (noted?.version ?? 0) + 1,
    };
    const writes: Write[] = [
      {
        Put: { Item: { ...keys.invited(id, folded), ...item }, ...ifVersion(noted) },
        onConditionFailed: outdated,
      },
      {
        ConditionCheck: { Key: keys.invitation(id, invitation.id), ...ifVersion(invitation) },
        onConditionFailed: outdated,
      },
    ];
    return [
      {
        what: 'invited address',
        target: accountTarget(whole),
        stored: { invitation: noted?.invitationId ?? null },
        found: { invitation: invitation.id },
        ...(!isAnothers && { mend: { writes } }),
      },
    ];
  });
}
