import type { users } from '../api/routes/users.ts';
import type { Answer, UseCase } from '../call.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import { assertState, invitationFacts, readInvitation, replaceInvitation, settled } from './invitation.ts';
import { changeSeats } from '../members/seats.ts';

/** Revokes an invitation, whether it is pending or has expired. Its address stays noted: a new one is sent no sooner. */
export const revokeInvitation: UseCase<(typeof users)['revokeInvitation']> = async (call, world) => {
  const { accountId, invitationId } = call.params;
  const { invitation, state } = await readInvitation(accountId, invitationId, world);
  assertState(state, 'expired', 'revoked');
  const answer: Answer<(typeof users)['revokeInvitation']> = { body: undefined };
  if (invitation.status === 'revoked') return answer;

  const now = world.clock.now();
  return commit(call, world, {
    account: accountId,
    writes: [
      replaceInvitation(invitation, settled(invitation, { status: 'revoked' }, now)),
      ...(invitation.holdsSeat ? [changeSeats(accountId, { seats: -1 }, instant(now))] : []),
    ],
    event: {
      action: 'invitation.revoked',
      target: { type: 'invitation', id: invitationId, name: invitation.email },
      before: invitationFacts(invitation),
    },
    answer,
  });
};
