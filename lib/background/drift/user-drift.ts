import { foldEmail } from '../../api/schemas/email.ts';
import { outdated } from '../../request.ts';
import { fileFormer } from '../../due/former-due.ts';
import { keyOf, keys } from '../../table/keys.ts';
import type { Write } from '../../table/transact.ts';
import type { InvitedAddressItem } from '../../invitations/invited-address.ts';
import { accountTarget, type Drift } from './drift.ts';
import { isOpen, type WholeAccount } from '../read-account.ts';
import { ifVersion } from '../../table/write.ts';

/** An account is in the lists of its users, and in nobody else's. */
export function membershipDrifts(whole: WholeAccount): Drift[] {
  const { id, members, listedBy } = whole;
  const byUser = new Map(members.map((member) => [member.userId, member]));
  return [...new Set([...byUser.keys(), ...listedBy])]
    .filter((userId) => listedBy.has(userId) !== byUser.has(userId))
    .map((userId) => {
      const member = byUser.get(userId);
      const row = keys.accountOfUser(userId, id);
      const write: Write = member ? { Put: { Item: { ...row, accountId: id } } } : { Delete: { Key: row } };
      const stillSo: Write = {
        ConditionCheck: { Key: keys.member(id, userId), ...ifVersion(member) },
        onConditionFailed: outdated,
      };
      return {
        what: 'list of a user',
        target: accountTarget(whole),
        stored: { userId, listed: listedBy.has(userId) },
        found: { userId, listed: member !== undefined },
        mend: { writes: [write, stillSo] },
      };
    });
}

/** A user is removed or not. When a removal or a return was cut in two, the item that was written last is right. */
export function removalDrifts(whole: WholeAccount): Drift[] {
  const formers = new Map(whole.formers.map((former) => [former.userId, former]));
  return whole.members.flatMap((member): Drift[] => {
    const { userId } = member;
    const former = formers.get(userId);
    if (former === undefined) return [];
    const isRemoved = former.version > member.version;
    const [later, earlier] = isRemoved ? [former, member] : [member, former];
    return [
      {
        what: 'user both removed and not',
        target: accountTarget(whole),
        stored: { userId, removed: !isRemoved },
        found: { userId, removed: isRemoved },
        mend: {
          writes: [
            { Delete: { Key: keyOf(earlier), ...ifVersion(earlier) }, onConditionFailed: outdated },
            {
              ConditionCheck: { Key: keyOf(later), ...ifVersion(later) },
              onConditionFailed: outdated,
            },
          ],
        },
      },
    ];
  });
}

/** Nobody would erase the name and address of a former member when their time has come. */
export function lostFormerDrifts(whole: WholeAccount): Drift[] {
  return whole.lostFormers.flatMap((former): Drift[] => {
    const { userId, forgetAt } = former;
    if (forgetAt === undefined) return [];
    const asItIs: Write = {
      ConditionCheck: {
        Key: keyOf(former),
        ConditionExpression: 'forgetAt = :at',
        ExpressionAttributeValues: { ':at': forgetAt },
      },
      onConditionFailed: outdated,
    };
    return [
      {
        what: 'due row of a former user',
        target: accountTarget(whole),
        stored: null,
        found: { userId, forgetAt },
        mend: { writes: [asItIs, fileFormer(whole.id, userId, forgetAt)] },
      },
    ];
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
