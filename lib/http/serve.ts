import { assertAccountInUse } from '../accounts/status/account-in-use.ts';
import { noteServiceAccountUse } from '../auth/service-account.ts';
import { followToken } from '../members/follow-token.ts';
import { serveWith } from './serve-with.ts';

/**
 * Serves people and service accounts as well as machines. For machines, the environment's gates hold the status of its
 * account.
 */
export const serve = serveWith({
  async note(caller, requestId, context) {
    if (caller.kind === 'member')
      await followToken(caller, caller.accountId, caller.shown, requestId, context);
    if (caller.kind === 'serviceAccount') await noteServiceAccountUse(caller, context);
  },
  async assertAdmitsChange(caller, { table }) {
    if (caller.kind === 'member' || caller.kind === 'serviceAccount')
      await assertAccountInUse(table, caller.accountId);
  },
});
