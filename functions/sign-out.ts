import {
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { deployed, variable } from '../lib/deployed.ts';
import { eachChange } from '../lib/table/each-change.ts';
import { signOutRemoved, type SignOutWorld } from '../lib/users/sign-out-removed.ts';

/** On the table's stream, given the changes of memberships. */
export const serve = eachChange(signOutRemoved);

export const handler = deployed((world) =>
  serve({ ...world, signOut: cognitoSignOut(variable('USER_POOL_ID')) }),
);

function cognitoSignOut(userPoolId: string): SignOutWorld['signOut'] {
  const cognito = new CognitoIdentityProviderClient({});
  return async (user) => {
    try {
      await cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId: userPoolId, Username: user }));
    } catch (thrown) {
      // Whoever is not in the pool any more has no session.
      if (!(thrown instanceof UserNotFoundException)) throw thrown;
    }
  };
}
