import { Duration, Validations } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
  Tracing,
  type Code,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { functions, timeoutOf, type FunctionName } from './functions.ts';
import { durabilityOf, type Options } from './options.ts';

/** The code of a function: its bundle, or in a test something that takes no time to build. */
export type CodeOf = (name: FunctionName) => Code;

/** The common settings of all functions of a stage. */
export interface StageOfFunctions {
  readonly options: Options;
  readonly codeOf: CodeOf;
  readonly table: ITable;
}

export interface DeployedFunctionProps extends StageOfFunctions {
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * In megabytes. It also determines the share of a processor: with less, a cold start takes longer and costs the same.
 */
const MEMORY = 1024;

/** The condition that limits requests to partitions whose keys begin in one of these ways. */
const onlyIn = (beginnings: readonly string[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': beginnings.map((beginning) => `${beginning}*`) },
});

/** A function of the manifest. Its role allows what its row says, and writing its own log. */
export class DeployedFunction extends Construct {
  readonly name: FunctionName;
  readonly lambda: LambdaFunction;
  readonly log: LogGroup;
  /** The dead-letter queue of the function. */
  readonly failed: Queue | undefined;
  /** The queue of its tasks, if it has any. */
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
      // Otherwise Lambda would end a chain of tasks, each of which queues the rest of its work, after sixteen.
      ...(row.handsOutTo === name && { recursiveLoop: RecursiveLoop.ALLOW }),
      timeout: Duration.seconds(timeoutOf(name)),
      role,
      logGroup: this.log,
      loggingFormat: LoggingFormat.JSON,
      // For functions with routes, our own line for each request replaces Lambda's three, which would cost extra. The
      // other functions run less often, and Lambda's lines show their duration and memory.
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

  /**
   * A task that fails three times, or runs into the function's timeout three times, goes into the dead-letter queue.
   */
  #taskQueue(failed: Queue): Queue {
    return new Queue(this, 'Tasks', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(2),
      // AWS recommends at least six times the function's timeout.
      visibilityTimeout: Duration.seconds(timeoutOf(this.name) * 6),
      deadLetterQueue: { queue: failed, maxReceiveCount: 3 },
    });
  }

  /** Events of asynchronous invocations must not be lost when they fail. */
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
