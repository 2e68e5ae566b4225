import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CognitoIdentityProviderClient,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Emulator } from './emulator.ts';

/** The stacks of the stage that exist, by name. */
export async function stacksOf({ endpoint, region }: Emulator): Promise<string[]> {
  const { Stacks = [] } = await new CloudFormationClient({ endpoint, region }).send(
    new DescribeStacksCommand({}),
  );
  return Stacks.map(({ StackName = '' }) => StackName)
    .filter((name) => name.startsWith('Berth-'))
    .toSorted();
}

/** What must outlive the stage: its tables, its user pool, and its secrets, except those of the address. */
export async function whatIsKept({ endpoint, region }: Emulator) {
  const at = { endpoint, region };
  const [{ TableNames = [] }, { UserPools = [] }, { SecretList = [] }] = await Promise.all([
    new DynamoDBClient(at).send(new ListTablesCommand({})),
    new CognitoIdentityProviderClient(at).send(new ListUserPoolsCommand({ MaxResults: 10 })),
    new SecretsManagerClient(at).send(new ListSecretsCommand({})),
  ]);
  return {
    tables: TableNames.toSorted(),
    pools: UserPools.map(({ Id }) => Id),
    secrets: SecretList.map(({ Name = '' }) => Name).filter((name) => !name.includes('origin')),
  };
}
