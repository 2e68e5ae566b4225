import type { users } from '../api/routes/users.ts';
import { expectVersion, type Reply, type UseCase } from '../request.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import {
  assertState,
  invitationFacts,
  readInvitation,
  replaceInvitation,
  closeInvitation,
} from './invitation.ts';
import { changeSeats } from '../members/seats.ts';

/**
 * Revokes an invitation, whether it is pending or has expired. The mails to its address still count, so a new
 * invitation to it is not sent sooner.
 */
export const revokeInvitation: UseCase<(typeof users)['revokeInvitation']> = async (request, context) => {
  const { accountId, invitationId } = request.params;
  const { invitation, state } = await readInvitation(accountId, invitationId, context);
  expectVersion(request, invitation.version);
  assertState(state, 'expired', 'revoked');
  const reply: Reply<(typeof users)['revokeInvitation']> = { body: undefined };
  if (invitation.status === 'revoked') return reply;

  const now = context.clock.now();
  return commit(request, context, {
    account: accountId,
    writes: [
      replaceInvitation(invitation, closeInvitation(invitation, { status: 'revoked' }, now)),
      ...(invitation.holdsSeat ? [changeSeats(accountId, { seats: -1 }, instant(now))] : []),
    ],
    event: {
      action: 'invitation.revoked',
      target: { type: 'invitation', id: invitationId, name: invitation.email },
      before: invitationFacts(invitation),
    },
    answer: reply,
  });
};
