import { readAccount } from '../accounts/account.ts';
import type { InvitationId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import type { users } from '../api/routes/users.ts';
import { foldEmail } from '../api/schemas/email.ts';
import type { MembershipItem } from '../auth/membership.ts';
import type { UseCase } from '../request.ts';
import { commit } from '../change/commit.ts';
import { instant, newId } from '../clock.ts';
import { keys } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { readRange } from '../table/table.ts';
import {
  dropInvitation,
  findInvitation,
  invitationFacts,
  sentInvitationView,
  sentBy,
  VALID_MS,
  type InvitationItem,
} from './invitation.ts';
import { countInvitation, countMail } from './daily-caps.ts';
import { readAddress, writeTo } from './invited-address.ts';
import { takeSeat } from '../members/seats.ts';

/**
 * Invites a person. An invitation to the same address that can no longer be accepted is replaced, and its seat goes to
 * the new one. The mail is sent by a function on the stream.
 */
export const createInvitation: UseCase<(typeof users)['createInvitation']> = async (request, context) => {
  const { accountId } = request.params;
  const { email, role } = request.body;
  const { caller } = request;
  const { table, clock } = context;
  const address = await readAddress(table, accountId, email);
  const [account, members, earlier] = await Promise.all([
    readAccount(table, accountId),
    readRange<MembershipItem>(table, ranges.members(accountId)),
    address && findInvitation(accountId, address.invitationId, context),
  ]);
  if (members.some((member) => foldEmail(member.email) === foldEmail(email)))
    throw new Problem('already_member');
  if (earlier?.state === 'pending') {
    throw new Problem('invitation_pending', { invitationId: earlier.invitation.id });
  }

  const now = clock.now();
  const id = newId<InvitationId>('inv', clock);
  const invitation: InvitationItem = {
    ...keys.invitation(accountId, id),
    id,
    accountId,
    email,
    role,
    status: 'open',
    holdsSeat: true,
    sends: 1,
    ...sentBy(caller),
    accountName: account.name,
    sentAt: instant(now),
    expiresAt: instant(now + VALID_MS),
    version: 1,
  };
  const replaced = earlier?.invitation.status === 'open' ? earlier.invitation : undefined;
  const mail = await countMail(email, now, table);
  const sent: InvitationItem = mail.length === 0 ? { ...invitation, unmailed: true } : invitation;
  const seat = replaced?.holdsSeat ? [] : await takeSeat(account, invitation.sentAt, context);
  return commit(request, context, {
    account: accountId,
    writes: [
      writeTo(invitation, address, now),
      ...(replaced ? [dropInvitation(replaced)] : []),
      ...seat,
      countInvitation(caller.userId, now),
      ...mail,
      { Put: { Item: { ...sent } } },
    ],
    event: {
      action: 'invitation.created',
      target: { type: 'invitation', id, name: email },
      after: invitationFacts(invitation),
    },
    answer: { body: sentInvitationView(invitation, context), version: invitation.version },
  });
};
