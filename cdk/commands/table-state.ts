import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';

/** The state of a table, in the terms of a template. */
export type TableState = Readonly<Record<string, unknown>>;

/** Properties of a table in a template that an import does not check against the table. */
export async function stateOf(dynamodb: DynamoDBClient, TableName: string): Promise<TableState> {
  const [{ Table = {} }, { TimeToLiveDescription = {} }, { ContinuousBackupsDescription }] =
    await Promise.all([
      dynamodb.send(new DescribeTableCommand({ TableName })),
      dynamodb.send(new DescribeTimeToLiveCommand({ TableName })),
      dynamodb.send(new DescribeContinuousBackupsCommand({ TableName })),
    ]);
  // DynamoDB's default is 35.
  const { PointInTimeRecoveryStatus, RecoveryPeriodInDays = 35 } =
    ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {};
  const { AttributeName, TimeToLiveStatus = '' } = TimeToLiveDescription;
  return {
    TableName: Table.TableName,
    KeySchema: Table.KeySchema,
    AttributeDefinitions: Table.AttributeDefinitions,
    BillingMode: Table.BillingModeSummary?.BillingMode,
    DeletionProtectionEnabled: Table.DeletionProtectionEnabled ?? false,
    ...(Table.StreamSpecification?.StreamEnabled && {
      StreamSpecification: { StreamViewType: Table.StreamSpecification.StreamViewType },
    }),
    ...(TimeToLiveStatus.startsWith('ENABL') && {
      TimeToLiveSpecification: { AttributeName, Enabled: true },
    }),
    ...(PointInTimeRecoveryStatus === 'ENABLED' && {
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays },
    }),
  };
}
