// npm run operator -- EMAIL [--remove] [--stage NAME] [--profile NAME]: makes a person an operator, who may set the
// plans of accounts, or ends that.
import { parseArgs } from 'node:util';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminRemoveUserFromGroupCommand,
  CognitoIdentityProviderClient,
  UserNotFoundException,
  type AdminGetUserCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import { OPERATORS } from '../names.ts';
import { command, targetOf, Unusable } from './command-line.ts';
import { outputOf } from './deployed-stack.ts';

const HOW = 'npm run operator -- EMAIL [--remove] [--stage NAME] [--profile NAME]';

await command(async (args) => {
  const { stage, rest } = targetOf(args);
  const { email, remove } = wantedIn(rest);
  const cognito = new CognitoIdentityProviderClient({});
  const person = { UserPoolId: await outputOf(stage, 'Data', 'UserPoolId'), Username: email };
  const membership = { ...person, GroupName: OPERATORS };
  if (remove) {
    const removed = await unlessUnknown(() => cognito.send(new AdminRemoveUserFromGroupCommand(membership)));
    if (removed === undefined) throw new Unusable(`${email} has no login in ${stage}.`);
    console.log(`${email} is no longer an operator of ${stage}, from the next request on.`);
    return;
  }
  const found = await unlessUnknown(() => cognito.send(new AdminGetUserCommand(person)));
  if (found === undefined) {
    await cognito.send(
      new AdminCreateUserCommand({
        ...person,
        UserAttributes: [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
        ],
        DesiredDeliveryMediums: ['EMAIL'],
      }),
    );
    console.log(`${email} had no login yet. A mail with a password for the first sign-in was sent.`);
  } else mayBecomeOperator(email, found);
  await cognito.send(new AdminAddUserToGroupCommand(membership));
  console.log(`${email} is an operator of ${stage} from the next sign-in on.`);
});

function wantedIn(args: string[]): { email: string; remove: boolean } {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { remove: { type: 'boolean', default: false } },
    });
    const [email, ...others] = positionals;
    if (email !== undefined && others.length === 0) return { email, remove: values.remove };
  } catch {
    // An unknown option.
  }
  throw new Unusable(HOW);
}

/** @returns nothing when the pool has no such user */
async function unlessUnknown<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (thrown) {
    if (thrown instanceof UserNotFoundException) return undefined;
    throw thrown;
  }
}

/**
 * Anybody can sign up with an address that is not theirs. Until it is confirmed by mail, the account belongs to the
 * person who chose the password.
 */
function mayBecomeOperator(
  email: string,
  { Enabled, UserStatus, UserAttributes = [] }: AdminGetUserCommandOutput,
): void {
  const verified = UserAttributes.some(({ Name, Value }) => Name === 'email_verified' && Value === 'true');
  const invitedByUs = UserStatus === 'FORCE_CHANGE_PASSWORD';
  if (Enabled !== false && verified && (UserStatus === 'CONFIRMED' || invitedByUs)) return;
  throw new Unusable(
    [
      `${email} has signed up, but ${verified ? `is ${UserStatus}` : 'has not verified that address'}: somebody else may know the password.`,
      'Ask the owner of the address whether it was them. If so, let them confirm it and run this again.',
      'If not, delete that user in the pool, and run this again.',
    ].join('\n'),
  );
}
