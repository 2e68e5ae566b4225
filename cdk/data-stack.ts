import { CfnOutput, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { copiesTo } from './backup.ts';
import type { UserPool, UserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import {
  AttributeType,
  BillingMode,
  StreamViewType,
  Table,
  type ITable,
  type TableProps,
} from 'aws-cdk-lib/aws-dynamodb';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { ConfigurationSet, SuppressionReasons } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { tableSchema } from '../lib/table/schema.ts';
import { DeployedFunction, type CodeOf } from './deployed-function.ts';
import { mailName } from './names.ts';
import type { GivenOptions, Options } from './options.ts';
import { userPool } from './user-pool.ts';

export interface DataStackProps {
  readonly options: Options;
  /**
   * The options as they were given. They are stored with the stack, so that the next deployment can see which of
   * them is missing.
   */
  readonly given: GivenOptions;
  readonly codeOf: CodeOf;
}

const tableProps: TableProps = {
  partitionKey: { name: tableSchema.partitionKey, type: AttributeType.STRING },
  sortKey: { name: tableSchema.sortKey, type: AttributeType.STRING },
  timeToLiveAttribute: tableSchema.timeToLive,
  stream: StreamViewType[tableSchema.streamView],
  billingMode: BillingMode.PAY_PER_REQUEST,
  pointInTimeRecoverySpecification: {
    pointInTimeRecoveryEnabled: true,
    recoveryPeriodInDays: tableSchema.recoveryDays,
  },
  deletionProtection: true,
  removalPolicy: RemovalPolicy.RETAIN,
};

/**
 * Everything that must never be lost, and that outlives the stack itself: the table, the people, the key of
 * invitation links.
 */
export class DataStack extends Stack {
  /** The table that the functions use: the stack's own, or one that was restored. */
  readonly table: ITable;
  readonly pool: UserPool;
  readonly signIn: UserPoolDomain;
  readonly invitationKey: Secret;
  readonly webhookKey: Secret;
  /** The function that Cognito calls each time it issues tokens. */
  readonly tokens: DeployedFunction;

  constructor(scope: Construct, id: string, { options, given, codeOf }: DataStackProps) {
    super(scope, id, {
      env: { region: options.region },
      description: `Berth ${options.stage}: table and people`,
      terminationProtection: true,
    });
    this.table = this.#table(options);
    if (options.backupCopyTo !== undefined) copiesTo(this, options.backupCopyTo, this.table);

    this.invitationKey = new Secret(this, 'InvitationKey', {
      description: `Berth ${options.stage}: the key from which invitation links are computed`,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.invitationKey).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'A new key would invalidate every pending invitation link. docs/deploy.md says how to change it by hand.',
    });
    this.webhookKey = new Secret(this, 'WebhookKey', {
      description: `Berth ${options.stage}: the key from which the signing secrets of webhooks are computed`,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.webhookKey).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'A new key would change the secret of every webhook, and its receiver would refuse the deliveries.',
    });

    // Counts the stage's mails by their outcome, and stops sending to addresses that bounced.
    const mail = new ConfigurationSet(this, 'Mail', {
      configurationSetName: mailName(options.stage),
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });

    // The pool refers to this function, so it is created before the pool.
    this.tokens = new DeployedFunction(this, 'pre-token-generation', {
      options,
      codeOf,
      table: this.table,
      environment: {},
    });
    ({ pool: this.pool, domain: this.signIn } = userPool(this, { options, tokens: this.tokens.lambda }));
    this.pool.node.addDependency(mail);

    new CfnOutput(this, 'TableName', { value: this.table.tableName });
    new CfnOutput(this, 'UserPoolId', { value: this.pool.userPoolId });
    new CfnOutput(this, 'SignInUrl', { value: this.signIn.baseUrl() });
    new CfnOutput(this, 'InvitationKeyArn', { value: this.invitationKey.secretArn });
    new CfnOutput(this, 'Options', { value: JSON.stringify(given) });
  }

  /** The stack's own table, or the restored one that has replaced it. */
  #table({ tableName, tableStreamArn, tableInStack, writesPerSecond }: Options): ITable {
    const own = new Table(this, 'Table', {
      ...tableProps,
      ...(writesPerSecond !== undefined && {
        warmThroughput: { writeUnitsPerSecond: writesPerSecond, readUnitsPerSecond: 12_000 },
      }),
    });
    // CloudFormation keeps an export as long as another stack imports it. These are always exported, so that they exist
    // whether or not a restored table is in use.
    this.exportValue(own.tableName);
    this.exportValue(own.tableArn);
    this.exportValue(own.tableStreamArn);
    // The class differs only for a compiler that distinguishes a missing property from an undefined one.
    if (tableName === undefined || tableStreamArn === undefined) return own as ITable;
    if (tableInStack) new Table(this, 'RestoredTable', { ...tableProps, tableName });
    return Table.fromTableAttributes(this, 'Restored', { tableName, tableStreamArn });
  }
}
