import { readAccount } from '../accounts/account.ts';
import type { users } from '../api/routes/users.ts';
import type { UseCase } from '../request.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import {
  assertState,
  invitationFacts,
  sentInvitationView,
  readInvitation,
  replaceInvitation,
  sentBy,
  VALID_MS,
  type InvitationItem,
} from './invitation.ts';
import { countInvitation, countMail } from './daily-caps.ts';
import { readAddress, writeTo } from './invited-address.ts';
import { takeSeat } from '../members/seats.ts';

/** Sends an invitation again, even one that has expired: with a new link, the only one that works from now on. */
export const resendInvitation: UseCase<(typeof users)['resendInvitation']> = async (request, context) => {
  const { accountId, invitationId } = request.params;
  const { invitation: before, state } = await readInvitation(accountId, invitationId, context);
  assertState(state, 'expired');
  const [account, address] = await Promise.all([
    readAccount(context.table, accountId),
    readAddress(context.table, accountId, before.email),
  ]);

  const now = context.clock.now();
  const mail = await countMail(before.email, now, context.table);
  const { unmailed: _, ttl: __, ...rest } = before;
  const after: InvitationItem = {
    ...rest,
    ...(mail.length === 0 && { unmailed: true }),
    holdsSeat: true,
    sends: before.sends + 1,
    ...sentBy(request.caller),
    accountName: account.name,
    sentAt: instant(now),
    expiresAt: instant(now + VALID_MS),
    version: before.version + 1,
  };
  const seat = before.holdsSeat ? [] : await takeSeat(account, after.sentAt, context);
  return commit(request, context, {
    account: accountId,
    writes: [
      replaceInvitation(before, after),
      writeTo(after, address, now),
      ...seat,
      countInvitation(request.caller.userId, now),
      ...mail,
    ],
    event: {
      action: 'invitation.resent',
      target: { type: 'invitation', id: invitationId, name: after.email },
      after: invitationFacts(after),
    },
    answer: { body: sentInvitationView(after, context), version: after.version },
  });
};
