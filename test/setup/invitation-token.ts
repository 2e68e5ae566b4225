import type { AccountId, InvitationId } from '../../lib/api/schemas/ids.ts';
import type { Context } from '../../lib/context.ts';
import { invitationToken } from '../../lib/invitations/invitation-token.ts';

/** The token in the link of an invitation, without waiting for its mail. @param sends how often it was sent */
export const tokenOf = (
  { invitationKey }: Pick<Context, 'invitationKey'>,
  accountId: string,
  invitationId: string,
  sends = 1,
): string =>
  invitationToken(
    { accountId: accountId as AccountId, id: invitationId as InvitationId, sends },
    invitationKey(),
  );
