import { isInvitation } from '../table/keys.ts';
import type { ItemChange } from '../table/stream/item-change.ts';
import { invitationLink } from '../invitations/invitation-token.ts';
import type { InvitationItem } from '../invitations/invitation.ts';
import { invitationMail } from './invitation-mail.ts';
import type { MailContext } from './mail.ts';

/** Mails an invitation when it was sent, or sent again. */
export async function mailInvitation(
  { key, before, after }: ItemChange,
  context: MailContext,
): Promise<void> {
  if (!isInvitation(key) || after === undefined) return;
  const invitation = after as InvitationItem;
  const known = before as InvitationItem | undefined;
  if (invitation.status !== 'open' || invitation.sends === known?.sends) return;
  const eventId = `${invitation.id}.${invitation.sends}`;
  if (invitation.unmailed) {
    context.log({
      level: 'warn',
      message: 'mail not sent: the address has reached its daily limit of mails',
      mail: eventId,
    });
    return;
  }
  await context.sendMail({
    to: invitation.email,
    eventId,
    ...invitationMail(invitation, invitationLink(invitation, context)),
  });
}
