// What every function stands on, and nothing else: the measure for its start and for each of its calls.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  QueryCommand,
  UpdateCommand,
  type QueryCommandInput,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';

let documents: DynamoDBDocumentClient | undefined;

function client(): DynamoDBDocumentClient {
  documents ??= DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return documents;
}

export const handler = (input: UpdateCommandInput): Promise<unknown> =>
  client().send(new UpdateCommand(input));
export const query = (input: QueryCommandInput): Promise<unknown> => client().send(new QueryCommand(input));
