import { Duration, Validations } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
  type Code,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { functions, type FunctionName } from './functions.ts';
import { durabilityOf, type Options } from './options.ts';

/** The code of a function: its bundle, or for a test something that takes no time to make. */
export type CodeOf = (name: FunctionName) => Code;

/** What every function of a stage is made with. */
export interface StageOfFunctions {
  readonly options: Options;
  readonly codeOf: CodeOf;
  readonly table: ITable;
}

export interface DeployedFunctionProps extends StageOfFunctions {
  readonly environment: Readonly<Record<string, string>>;
}

/** Seconds. API Gateway waits for 30; a client hardly does. */
const TIMEOUT = 10;
/** Megabytes. They buy a share of a processor too: with fewer, a cold start takes longer and costs as much. */
const MEMORY = 1024;

/** The condition that holds requests to partitions whose keys begin in one of these ways. */
const onlyIn = (beginnings: readonly string[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': beginnings.map((beginning) => `${beginning}*`) },
});

/** A function of the manifest. Its role allows what its row says, and writing its own log. */
export class DeployedFunction extends Construct {
  readonly name: FunctionName;
  readonly lambda: LambdaFunction;
  readonly log: LogGroup;
  /** Takes what the function could not deal with. */
  readonly failed: Queue | undefined;
  /** Where its tasks wait, if it does any. */
  readonly tasks: Queue | undefined;

  constructor(
    scope: Construct,
    name: FunctionName,
    { options, codeOf, table, environment }: DeployedFunctionProps,
  ) {
    super(scope, name);
    const row = functions[name];
    this.name = name;
    const { logRetention, removalPolicy } = durabilityOf(options);
    this.log = new LogGroup(this, 'Log', { retention: logRetention, removalPolicy });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Berth ${options.stage}: ${name}`,
    });
    this.lambda = new LambdaFunction(this, 'Function', {
      description: `Berth ${options.stage}: ${row.does}`,
      code: codeOf(name),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: MEMORY,
      timeout: Duration.seconds(row.timeout ?? TIMEOUT),
      role,
      logGroup: this.log,
      loggingFormat: LoggingFormat.JSON,
      // A line of ours for each request says what Lambda's own three would, and is paid for once. The others run seldom: there
      // Lambda's lines tell how long they took and how much memory they needed.
      systemLogLevelV2: row.trigger.kind === 'http' ? SystemLogLevel.WARN : SystemLogLevel.INFO,
      tracing: options.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      environment: { ...environment, TABLE_NAME: table.tableName },
      ...(name === 'calls' &&
        options.reservedConcurrency !== undefined && {
          reservedConcurrentExecutions: options.reservedConcurrency,
        }),
    });
    this.log.grantWrite(role);
    this.failed = ['stream', 'logs', 'deliveries', 'tasks'].includes(row.trigger.kind)
      ? this.#deadLetters()
      : undefined;
    this.tasks = row.trigger.kind === 'tasks' && this.failed ? this.#taskQueue(this.failed) : undefined;
    if (row.table.length > 0) {
      role.addToPolicy(
        new PolicyStatement({
          actions: row.table.map((action) => `dynamodb:${action}`),
          resources: [table.tableArn],
          ...(row.partitions !== undefined && { conditions: onlyIn(row.partitions) }),
        }),
      );
    }
    if (row.updates !== undefined) {
      role.addToPolicy(
        new PolicyStatement({
          actions: ['dynamodb:UpdateItem'],
          resources: [table.tableArn],
          conditions: onlyIn(row.updates),
        }),
      );
    }
    if (options.tracing) {
      Validations.of(role).acknowledge({
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'X-Ray takes traces from anyone in the account; its actions know no resources.',
      });
    }
  }

  /** A task that fails three times, or outlives its function three times, goes into the dead-letter queue. */
  #taskQueue(failed: Queue): Queue {
    return new Queue(this, 'Tasks', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(2),
      // AWS: at least six times as long as the function may take.
      visibilityTimeout: Duration.seconds((functions[this.name].timeout ?? TIMEOUT) * 6),
      deadLetterQueue: { queue: failed, maxReceiveCount: 3 },
    });
  }

  /** Events of which nobody waits for the answer must not be lost when they fail. */
  #deadLetters(): Queue {
    const queue = new Queue(this, 'Failed', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(queue).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'It is a dead-letter queue.' });
    return queue;
  }
}
