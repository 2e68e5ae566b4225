import { users } from '../lib/api/users.ts';
import { deployed } from '../lib/deployed.ts';
import { serve as serveOperations } from '../lib/http/serve.ts';
import { acceptInvitation } from '../lib/users/accept-invitation.ts';
import { changeRole } from '../lib/users/change-role.ts';
import { createInvitation } from '../lib/users/create-invitation.ts';
import { editInvitation } from '../lib/users/edit-invitation.ts';
import { getExposure } from '../lib/users/get-exposure.ts';
import { getUser } from '../lib/users/get-user.ts';
import { listInvitations } from '../lib/users/list-invitations.ts';
import { listUsers } from '../lib/users/list-users.ts';
import { lookUpInvitation } from '../lib/users/look-up-invitation.ts';
import { removeUser } from '../lib/users/remove-user.ts';
import { resendInvitation } from '../lib/users/resend-invitation.ts';
import { revokeInvitation } from '../lib/users/revoke-invitation.ts';

export const serve = serveOperations(users, {
  listUsers,
  getUser,
  changeRole,
  removeUser,
  getExposure,
  listInvitations,
  createInvitation,
  editInvitation,
  resendInvitation,
  revokeInvitation,
  lookUpInvitation,
  acceptInvitation,
});
export const handler = deployed(serve);
