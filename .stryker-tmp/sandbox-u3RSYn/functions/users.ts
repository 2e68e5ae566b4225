import { users } from '../lib/api/index.ts';
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
import { listServiceAccounts } from '../lib/service-accounts/list-service-accounts.ts';
import { createServiceAccount } from '../lib/service-accounts/create-service-account.ts';
import { getServiceAccount } from '../lib/service-accounts/get-service-account.ts';
import { editServiceAccount } from '../lib/service-accounts/edit-service-account.ts';
import { deleteServiceAccount } from '../lib/service-accounts/delete-service-account.ts';
import { rotateServiceAccountSecret } from '../lib/service-accounts/rotate-service-account-secret.ts';
import { withSecret } from './secrets/secret.ts';

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
  listServiceAccounts,
  createServiceAccount,
  getServiceAccount,
  editServiceAccount,
  deleteServiceAccount,
  rotateServiceAccountSecret,
});
export const handler = withSecret('INVITATION_KEY_ARN', (invitationKey) =>
  deployed((context) => serve({ ...context, invitationKey })),
);
