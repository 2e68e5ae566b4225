import { readAccount } from '../accounts/account.ts';
import type { users } from '../api/routes/users.ts';
import type { UseCase } from '../request.ts';
import { assertState } from './invitation.ts';
import { linkedInvitation } from './linked-invitation.ts';

/** What an invitation offers, to anyone who has its link. */
export const lookUpInvitation: UseCase<(typeof users)['lookUpInvitation']> = async ({ body }, context) => {
  const { invitation, state } = await linkedInvitation(body.token, context);
  assertState(state);
  const account = await readAccount(context.table, invitation.accountId);
  const { role, email, expiresAt } = invitation;
  return { body: { accountName: account.name, role, email, expiresAt } };
};
