// npm run restore-table -- [--stage NAME] [--at TIME] [--table NAME] [--profile NAME]: restores the stage's table, as
// it was at a time or is now, to a new table, and gives it the settings that a restore leaves out. With --table it
// continues with one that is already restored.
import {
  DescribeTableCommand,
  DynamoDBClient,
  RestoreTableToPointInTimeCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { tableSchema } from '../../lib/table/schema.ts';
import { restoredPrefix } from '../options.ts';
import { command, nothingElse, take, targetOf, Unusable } from './command-line.ts';
import { outputOf } from './deployed-stack.ts';
import { stateOf } from './table-state.ts';

/** A large table takes hours. */
const RESTORE_SECONDS = 24 * 3600;

await command(async (args) => {
  const { stage, rest } = targetOf(args);
  const at = take(rest, '--at');
  const given = take(rest, '--table');
  nothingElse(rest);
  if (given?.startsWith(restoredPrefix(stage)) === false)
    throw new Unusable(`The name of a restored table of ${stage} must begin with ${restoredPrefix(stage)}`);
  const dynamodb = new DynamoDBClient({});
  const name = given ?? (await restored(dynamodb, stage, at));
  await active(dynamodb, name);
  await complete(dynamodb, name);
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: name }));
  const options = { tableName: name, tableStreamArn: Table?.LatestStreamArn };
  console.log(`Put these into stages/${stage}.json, and deploy:\n${JSON.stringify(options, null, 2)}`);
});

/** @returns the name of the table that is being restored */
async function restored(dynamodb: DynamoDBClient, stage: string, at: string | undefined): Promise<string> {
  const moment = at === undefined ? new Date() : new Date(at);
  if (Number.isNaN(moment.getTime())) throw new Unusable('--at takes a time like 2026-01-31T09:30:00Z.');
  const source = await outputOf(stage, 'Data', 'TableName');
  const name = `${restoredPrefix(stage)}${moment.toISOString().replaceAll(/[:-]|\.\d+/g, '')}`;
  await dynamodb.send(
    new RestoreTableToPointInTimeCommand({
      SourceTableName: source,
      TargetTableName: name,
      ...(at === undefined ? { UseLatestRestorableTime: true } : { RestoreDateTime: moment }),
    }),
  );
  console.log(`${source} is being restored to ${name}. If this ends before that does: --table ${name}`);
  return name;
}

async function active(client: DynamoDBClient, TableName: string): Promise<void> {
  await waitUntilTableExists({ client, maxWaitTime: RESTORE_SECONDS, minDelay: 1 }, { TableName });
}

/** A restored table comes without stream, expiry, recovery and protection. */
async function complete(dynamodb: DynamoDBClient, TableName: string): Promise<void> {
  const state = await stateOf(dynamodb, TableName);
  if (!state['DeletionProtectionEnabled'])
    await dynamodb.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: true }));
  await active(dynamodb, TableName);
  if (state['StreamSpecification'] === undefined) {
    const StreamSpecification = { StreamEnabled: true, StreamViewType: tableSchema.streamView };
    await dynamodb.send(new UpdateTableCommand({ TableName, StreamSpecification }));
    await active(dynamodb, TableName);
  }
  if (state['TimeToLiveSpecification'] === undefined) {
    const TimeToLiveSpecification = { Enabled: true, AttributeName: tableSchema.timeToLive };
    await dynamodb.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  }
  await dynamodb.send(
    new UpdateContinuousBackupsCommand({
      TableName,
      PointInTimeRecoverySpecification: {
        PointInTimeRecoveryEnabled: true,
        RecoveryPeriodInDays: tableSchema.recoveryDays,
      },
    }),
  );
}
