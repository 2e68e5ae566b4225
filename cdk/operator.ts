// npm run operator -- EMAIL [--remove] [--stage dev|prod]: makes a person an operator, who may set the plans of accounts, or ends that.
import { parseArgs } from 'node:util';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminRemoveUserFromGroupCommand,
  type AdminGetUserCommandOutput,
  CognitoIdentityProviderClient,
  paginateListUserPools,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { command, stageOf, Unusable } from './command-line.ts';
import { OPERATORS, poolName } from './names.ts';

const cognito = new CognitoIdentityProviderClient({});

await command(async (args) => {
  const { stage, rest } = stageOf(args);
  const { positionals, values } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: { remove: { type: 'boolean', default: false } },
  });
  const [email] = positionals;
  if (email === undefined) throw new Unusable('Who? npm run operator -- EMAIL [--remove] [--stage dev|prod]');

  const pool = await poolOf(stage);
  const person = { UserPoolId: pool, Username: email };
  const join = () => cognito.send(new AdminAddUserToGroupCommand({ ...person, GroupName: OPERATORS }));
  try {
    if (values.remove) {
      await cognito.send(new AdminRemoveUserFromGroupCommand({ ...person, GroupName: OPERATORS }));
      console.log(`${email} is no operator of ${stage} any more, from the next request on.`);
      return;
    }
    assertOwnsAddress(await cognito.send(new AdminGetUserCommand(person)), email);
    await join();
    console.log(`${email} is an operator of ${stage} from the next sign-in on.`);
  } catch (thrown) {
    if (!(thrown instanceof UserNotFoundException) || values.remove) throw thrown;
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
    await join();
    console.log(`${email} is new here, and has got a mail with a password for the first sign-in.`);
    console.log(`${email} is an operator of ${stage}.`);
  }
});

/** Anybody may sign up with an address that is not theirs: then they have a password for it, but can't confirm it. */
function assertOwnsAddress(
  { UserStatus, UserAttributes = [] }: AdminGetUserCommandOutput,
  email: string,
): void {
  const verified = UserAttributes.some(({ Name, Value }) => Name === 'email_verified' && Value === 'true');
  if (verified && (UserStatus === 'CONFIRMED' || UserStatus === 'FORCE_CHANGE_PASSWORD')) return;
  throw new Unusable(
    `Somebody has signed up as ${email} and has not shown that the address is theirs. Delete that user, and run this again.`,
  );
}

/** The user pool of a stage, by its name. */
async function poolOf(stage: string): Promise<string> {
  const found: string[] = [];
  for await (const { UserPools = [] } of paginateListUserPools({ client: cognito }, { MaxResults: 60 })) {
    found.push(...UserPools.flatMap(({ Id, Name }) => (Name === poolName(stage) && Id ? [Id] : [])));
  }
  const [pool, ...others] = found;
  if (pool === undefined) {
    throw new Unusable(`There is no user pool ${poolName(stage)} in this account and region. Deploy first.`);
  }
  if (others.length > 0) {
    throw new Unusable(
      `There are several user pools ${poolName(stage)}: ${found.join(', ')}. Delete those that are left of earlier deployments.`,
    );
  }
  return pool;
}
