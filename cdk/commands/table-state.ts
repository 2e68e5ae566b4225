import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';

/** A table as it is, in the words in which a template describes one. */
export type TableState = Readonly<Record<string, unknown>>;

/** What a template says of a table and an import takes as it is found, whether or not it is true. */
export async function stateOf(dynamodb: DynamoDBClient, TableName: string): Promise<TableState> {
  const [{ Table = {} }, { TimeToLiveDescription = {} }, { ContinuousBackupsDescription }] =
    await Promise.all([
      dynamodb.send(new DescribeTableCommand({ TableName })),
      dynamodb.send(new DescribeTimeToLiveCommand({ TableName })),
      dynamodb.send(new DescribeContinuousBackupsCommand({ TableName })),
    ]);
  // 35 is what DynamoDB takes when it is told nothing.
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
