// The table as a function opens it, with the same settings of its client, and bare requests to it.
import {
  QueryCommand,
  UpdateCommand,
  type QueryCommandInput,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { openTable } from '../../lib/table/table.ts';

const { documents } = openTable('');

export const update = (input: UpdateCommandInput): Promise<unknown> =>
  documents.send(new UpdateCommand(input));
export const query = (input: QueryCommandInput): Promise<unknown> => documents.send(new QueryCommand(input));
