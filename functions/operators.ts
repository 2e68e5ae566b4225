import {
  CognitoIdentityProviderClient,
  ListUsersCommand,
  paginateAdminListGroupsForUser,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { operators } from '../lib/api/routes/operators.ts';
import type { UserId } from '../lib/api/schemas/ids.ts';
import type { Context } from '../lib/context.ts';
import { deployed, variable } from '../lib/deployed.ts';
import { fileOf } from '../lib/http/files/download.ts';
import { serve as serveOperations } from '../lib/http/serve.ts';
import { closeAccount } from '../lib/operators/close-account.ts';
import { exportUsageOfAll } from '../lib/operators/export-usage-of-all.ts';
import { findAccounts } from '../lib/operators/find-accounts.ts';
import { inspectAccount } from '../lib/operators/inspect-account.ts';
import { listContestedNumbers } from '../lib/operators/list-contested-numbers.ts';
import { resumeAccount } from '../lib/operators/resume-account.ts';
import { setPlan } from '../lib/operators/set-plan.ts';
import { suspendAccount } from '../lib/operators/suspend-account.ts';

export const serve = serveOperations(
  operators,
  {
    findAccounts,
    inspectAccount,
    listContestedNumbers,
    suspendAccount,
    resumeAccount,
    closeAccount,
    exportUsageOfAll,
    setPlan,
  },
  { fileOf },
);

export const handler = deployed((context) => serve({ ...context, ...userPool(variable('USER_POOL_ID')) }));

/** What operators need from the user pool: who is an operator, and who has an address. */
function userPool(UserPoolId: string): Pick<Context, 'groupsOf' | 'usersOf'> {
  const client = new CognitoIdentityProviderClient({});
  return {
    async groupsOf(user) {
      const pages = paginateAdminListGroupsForUser({ client }, { UserPoolId, Username: user });
      const names: string[] = [];
      try {
        for await (const { Groups = [] } of pages) {
          names.push(...Groups.flatMap(({ GroupName }) => GroupName ?? []));
        }
      } catch (thrown) {
        // Someone who is no longer in the pool is in none of its groups.
        if (!(thrown instanceof UserNotFoundException)) throw thrown;
      }
      return names;
    },
    async usersOf(email) {
      const Filter = `email = "${email.replace(/["\\]/g, '\\$&')}"`;
      const { Users = [] } = await client.send(
        new ListUsersCommand({ UserPoolId, Filter, AttributesToGet: ['sub'], Limit: 60 }),
      );
      return Users.flatMap(({ Attributes = [] }) =>
        Attributes.flatMap(({ Name, Value }) => (Name === 'sub' ? [Value as UserId] : [])),
      );
    },
  };
}
