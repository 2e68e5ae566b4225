import { users } from '../lib/api/routes/users.ts';
import { deployed } from '../lib/deployed.ts';
import { serve as serveOperations } from '../lib/http/serve.ts';
import { acceptInvitation } from '../lib/invitations/accept-invitation.ts';
import { changeRole } from '../lib/members/change-role.ts';
import { createInvitation } from '../lib/invitations/create-invitation.ts';
import { editInvitation } from '../lib/invitations/edit-invitation.ts';
import { getExposure } from '../lib/members/get-exposure.ts';
import { getUser } from '../lib/members/get-user.ts';
import { listInvitations } from '../lib/invitations/list-invitations.ts';
import { listUsers } from '../lib/members/list-users.ts';
import { lookUpInvitation } from '../lib/invitations/look-up-invitation.ts';
import { removeUser } from '../lib/members/remove-user.ts';
import { resendInvitation } from '../lib/invitations/resend-invitation.ts';
import { revokeInvitation } from '../lib/invitations/revoke-invitation.ts';

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
