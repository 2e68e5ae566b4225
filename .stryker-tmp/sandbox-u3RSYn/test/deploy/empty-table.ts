import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTable } from '../../lib/table/create.ts';
import { openTable } from '../../lib/table/table.ts';
import type { Emulator } from './emulator.ts';

/**
 * Makes a table as a restore leaves it once it has got its stream.
 * @returns the ARN of that stream
 */
export async function anEmptyTable({ endpoint, region }: Emulator, name: string): Promise<string> {
  await createTable(openTable(name, { endpoint, region }));
  const { Table } = await new DynamoDBClient({ endpoint, region }).send(
    new DescribeTableCommand({ TableName: name }),
  );
  return Table?.LatestStreamArn ?? '';
}
