import { isInvitation } from '../table/keys.ts';
import type { ItemChange } from '../table/stream.ts';
import { invitationToken } from '../invitations/invitation-token.ts';
import type { InvitationItem } from '../invitations/invitation.ts';
import { invitationMail } from './invitation-mail.ts';
import type { MailWorld } from './mail.ts';

/** Mails an invitation when it was sent, or sent again. Only here, and only now, is its link put together. */
export async function mailInvitation({ key, before, after }: ItemChange, world: MailWorld): Promise<void> {
  if (!isInvitation(key) || after === undefined) return;
  const invitation = after as InvitationItem;
  const known = before as InvitationItem | undefined;
  if (invitation.status !== 'open' || invitation.sends === known?.sends) return;
  const token = invitationToken(invitation, world.invitationKey());
  await world.sendMail({
    to: invitation.email,
    eventId: `${invitation.id}.${invitation.sends}`,
    ...invitationMail(invitation, `${world.settings.consoleOrigin}/invitations/accept#token=${token}`),
  });
}
