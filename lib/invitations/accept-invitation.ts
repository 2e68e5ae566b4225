import { assertAccountInUse } from '../accounts/status/account-in-use.ts';
import { Problem } from '../api/problem.ts';
import type { users } from '../api/routes/users.ts';
import { foldEmail } from '../api/schemas/email.ts';
import type { Person } from '../auth/caller.ts';
import type { FormerMemberItem, MembershipItem } from '../auth/membership.ts';
import { newMembership } from '../members/new-membership.ts';
import { outdated, type UseCase } from '../request.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import { dropFormerDue } from '../due/former-due.ts';
import { keys } from '../table/keys.ts';
import { read } from '../table/table.ts';
import { ifVersion } from '../table/write.ts';
import {
  assertState,
  replaceInvitation,
  senderStillAdmin,
  closeInvitation,
  type InvitationItem,
} from './invitation.ts';
import { forgetAddress } from './invited-address.ts';
import { linkedInvitation } from './linked-invitation.ts';
import { changeSeats } from '../members/seats.ts';

/**
 * Makes the signed-in person a user of the account that they were invited to, in the seat that the invitation held.
 * When the same person accepts again, the answer is their current membership.
 */
export const acceptInvitation: UseCase<(typeof users)['acceptInvitation']> = async (request, context) => {
  const { caller } = request;
  const { invitation, state } = await linkedInvitation(request.body.token, context);
  const { accountId, role } = invitation;
  const formerKey = keys.formerMember(accountId, caller.userId);
  const [member, former] = await Promise.all([
    read<MembershipItem>(context.table, keys.member(accountId, caller.userId)),
    read<FormerMemberItem>(context.table, formerKey),
  ]);
  if (member && invitation.acceptedBy === caller.userId) return { body: { accountId, role: member.role } };
  assertState(state);
  assertInvited(caller, invitation);
  await assertAccountInUse(context.table, accountId);
  if (member) {
    // Since the invitation was read, another request of the same person may have accepted it.
    const { invitation: latest } = await linkedInvitation(request.body.token, context);
    if (latest.acceptedBy !== caller.userId) throw new Problem('already_member');
    return { body: { accountId, role: member.role } };
  }

  const now = context.clock.now();
  return commit(request, context, {
    account: accountId,
    writes: [
      senderStillAdmin(invitation),
      replaceInvitation(
        invitation,
        closeInvitation(invitation, { status: 'accepted', acceptedBy: caller.userId }, now),
      ),
      ...newMembership(accountId, caller, role, context.clock, former && rejoining(former, caller)),
      // Also where there was none: a removal in the meantime must not be passed over.
      { Delete: { Key: formerKey, ...ifVersion(former) }, onConditionFailed: outdated },
      ...dropFormerDue(accountId, caller.userId, former?.forgetAt),
      forgetAddress(invitation),
      changeSeats(accountId, { users: 1, admins: role === 'admin' ? 1 : 0 }, instant(now)),
    ],
    event: {
      action: 'invitation.accepted',
      target: { type: 'invitation', id: invitation.id, name: invitation.email },
      after: { userId: caller.userId, role },
    },
    answer: { body: { accountId, role } },
  });
};

/** @throws invitation_email_mismatch, email_not_verified */
function assertInvited({ email, emailVerified }: Person, invitation: InvitationItem): void {
  if (foldEmail(email) !== foldEmail(invitation.email)) throw new Problem('invitation_email_mismatch');
  if (!emailVerified) throw new Problem('email_not_verified');
}

/**
 * Someone who was removed and comes back needs a new sign-in, and no session that began before it counts again.
 * @throws unauthenticated when this session began before the removal.
 */
function rejoining(former: FormerMemberItem, { signedInAt }: Person): FormerMemberItem {
  if (signedInAt < former.sessionsValidFrom) {
    throw new Problem('unauthenticated', { detail: 'Sign in again to accept the invitation.' });
  }
  return { ...former, sessionsValidFrom: signedInAt };
}
