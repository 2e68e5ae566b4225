import { readAccount } from '../accounts/account.ts';
import type { users } from '../api/routes/users.ts';
import type { UseCase } from '../call.ts';
import { assertState } from './invitation.ts';
import { linkedInvitation } from './linked-invitation.ts';

/** What an invitation offers, to anyone who has its link. */
export const lookUpInvitation: UseCase<(typeof users)['lookUpInvitation']> = async ({ body }, world) => {
  const { invitation, state } = await linkedInvitation(body.token, world);
  assertState(state);
  const account = await readAccount(world.table, invitation.accountId);
  const { role, email, expiresAt } = invitation;
  return { body: { accountName: account.name, role, email, expiresAt } };
};
