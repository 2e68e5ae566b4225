// What every function needs, and nothing else: the measure for its start.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';

let documents: DynamoDBDocumentClient | undefined;

function client(): DynamoDBDocumentClient {
  documents ??= DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return documents;
}

export const handler = (input: UpdateCommandInput): Promise<unknown> =>
  client().send(new UpdateCommand(input));
