import { closeOwnAccount } from '../lib/accounts/status/close-own-account.ts';
import { createAccount } from '../lib/accounts/create-account.ts';
import { getAccount } from '../lib/accounts/get-account.ts';
import { getMe } from '../lib/accounts/get-me.ts';
import { listMemberships } from '../lib/accounts/list-memberships.ts';
import { renameAccount } from '../lib/accounts/rename-account.ts';
import { accounts } from '../lib/api/routes/accounts.ts';
import { deployed } from '../lib/deployed.ts';
import { serve as serveOperations } from '../lib/http/serve.ts';

export const serve = serveOperations(accounts, {
  getMe,
  listMemberships,
  createAccount,
  getAccount,
  renameAccount,
  closeOwnAccount,
});

export const handler = deployed(serve);
