// npm run rotate-invitation-key -- [--stage NAME] [--profile NAME]: a new key of invitation links, at once. Links that were sent
// before are dead; who was invited has to be sent another one.
import { randomBytes } from 'node:crypto';
import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { stackName } from '../names.ts';
import { command, targetOf } from './command-line.ts';
import { outputOf } from './deployed-stack.ts';

const VARIABLE = 'INVITATION_KEY';

await command(async (args) => {
  const { stage } = targetOf(args);
  const key = randomBytes(48).toString('base64url');
  const secret = await outputOf(stage, 'Data', 'InvitationKeyArn');
  await new SecretsManagerClient({}).send(new PutSecretValueCommand({ SecretId: secret, SecretString: key }));
  // CloudFormation looks at the secret again only when it changes a function for another reason.
  for (const name of await functionsOf(stage)) await tell(name, key);
  console.log(
    `The key of invitation links of ${stage} is another one. Links that were sent before are dead: resend them.`,
  );
});

async function functionsOf(stage: string): Promise<string[]> {
  const pages = paginateListStackResources(
    { client: new CloudFormationClient({}) },
    { StackName: stackName({ stage, region: '' }, 'Api') },
  );
  const names: string[] = [];
  for await (const { StackResourceSummaries = [] } of pages) {
    for (const { ResourceType, PhysicalResourceId } of StackResourceSummaries)
      if (ResourceType === 'AWS::Lambda::Function' && PhysicalResourceId !== undefined)
        names.push(PhysicalResourceId);
  }
  return names;
}

/** Gives a function the key, if it is one that has one. */
async function tell(name: string, key: string): Promise<void> {
  const lambda = new LambdaClient({});
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
  const variables = Environment?.Variables ?? {};
  if (!(VARIABLE in variables)) return;
  await lambda.send(
    new UpdateFunctionConfigurationCommand({
      FunctionName: name,
      Environment: { Variables: { ...variables, [VARIABLE]: key } },
    }),
  );
  console.log(`${name} knows the new key.`);
}
