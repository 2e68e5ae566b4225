import {
  CognitoIdentityProviderClient,
  paginateAdminListGroupsForUser,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { createAccount } from '../lib/accounts/create-account.ts';
import { getAccount } from '../lib/accounts/get-account.ts';
import { getMe } from '../lib/accounts/get-me.ts';
import { listMemberships } from '../lib/accounts/list-memberships.ts';
import { renameAccount } from '../lib/accounts/rename-account.ts';
import { setPlan } from '../lib/accounts/set-plan.ts';
import { accounts } from '../lib/api/routes/accounts.ts';
import { deployed, variable } from '../lib/deployed.ts';
import { serve as serveOperations } from '../lib/http/serve.ts';
import type { Context } from '../lib/context.ts';

export const serve = serveOperations(accounts, {
  getMe,
  listMemberships,
  createAccount,
  getAccount,
  renameAccount,
  setPlan,
});

export const handler = deployed((context) =>
  serve({ ...context, groupsOf: cognitoGroups(variable('USER_POOL_ID')) }),
);

function cognitoGroups(userPoolId: string): Context['groupsOf'] {
  const client = new CognitoIdentityProviderClient({});
  return async (user) => {
    const pages = paginateAdminListGroupsForUser({ client }, { UserPoolId: userPoolId, Username: user });
    const names: string[] = [];
    try {
      for await (const { Groups = [] } of pages) {
        names.push(...Groups.flatMap(({ GroupName }) => GroupName ?? []));
      }
    } catch (thrown) {
      // Whoever is not in the pool any more is in none of its groups.
      if (!(thrown instanceof UserNotFoundException)) throw thrown;
    }
    return names;
  };
}
