import { Problem } from '../api/problem.ts';
import type { Context } from '../context.ts';
import { parseInvitationToken } from './invitation-token.ts';
import { findInvitation, type ReadInvitation } from './invitation.ts';

/**
 * The invitation of a link's token.
 * @throws not_found when we never made such a token; invitation_expired when a newer link has replaced it.
 */
export async function linkedInvitation(token: string, context: Context): Promise<ReadInvitation> {
  const linked = parseInvitationToken(token, context.invitationKey());
  if (linked === undefined) throw new Problem('not_found');
  const found = await findInvitation(linked.accountId, linked.id, context);
  const isOpen = found?.state === 'pending' || found?.state === 'expired';
  if (found === undefined || (isOpen && found.invitation.sends !== linked.sends)) {
    throw new Problem('invitation_expired', {
      detail: 'A newer invitation has replaced this one. Use the link in the latest mail.',
    });
  }
  return found;
}
