import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  MetricType,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { FilterPattern, type LogGroup } from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import { Queue, QueueEncryption, type IQueue } from 'aws-cdk-lib/aws-sqs';
import type { DeployedFunction } from './deployed-function.ts';
import { MOST_RECEIVES, VISIBLE_AFTER } from './queue-of-deliveries.ts';

/** The reader of a function, and its source. */
export interface Feed {
  /** Of the event source mapping. */
  readonly mapping: string;
  /** The source, unless it is the table's stream. */
  readonly queue?: IQueue;
}

/** Only these metrics show whether it reads at all. */
const metricsConfig = { metrics: [MetricType.EVENT_COUNT] };

/**
 * Gives a function the changes of the table, in the order of each partition. A failed batch is halved until the
 * record that can't be handled is found; after several tries, or twelve hours, that record goes into the function's
 * dead-letter queue, and the others continue.
 */
export function onChange(
  made: DeployedFunction,
  {
    table,
    sortKeys,
    gatheredFor = 0,
    tries = 10,
  }: { table: ITable; sortKeys: readonly string[]; gatheredFor?: number; tries?: number },
): Feed {
  const stream = table.tableStreamArn;
  if (stream === undefined) throw new Error('The table has no stream');
  made.lambda.addToRolePolicy(
    new PolicyStatement({
      actions: ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
        (it) => `dynamodb:${it}`,
      ),
      resources: [stream],
    }),
  );
  const { eventSourceMappingId: mapping } = new EventSourceMapping(made, 'Changes', {
    metricsConfig,
    target: made.lambda,
    eventSourceArn: stream,
    startingPosition: StartingPosition.TRIM_HORIZON,
    filters: [
      FilterCriteria.filter({
        dynamodb: { Keys: { sk: { S: sortKeys.map((prefix) => FilterRule.beginsWith(prefix)[0]) } } },
      }),
    ],
    batchSize: 100,
    maxBatchingWindow: Duration.seconds(gatheredFor),
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: tries,
    maxRecordAge: Duration.hours(12),
    ...(made.failed && { onFailure: new SqsDlq(made.failed) }),
  });
  return { mapping };
}

/** Passes the matching lines of a log to a function. Lines that fail three times go into its dead-letter queue. */
export function onLogLine(
  made: DeployedFunction,
  { log, pattern }: { log: LogGroup; pattern: string },
): void {
  made.lambda.configureAsyncInvoke({
    retryAttempts: 2,
    ...(made.failed && { onFailure: new SqsDestination(made.failed) }),
  });
  log.addSubscriptionFilter('Lines', {
    destination: new LambdaDestination(made.lambda),
    filterPattern: FilterPattern.literal(pattern),
  });
}

/**
 * The queue of deliveries to webhooks. A webhook is a message group: SQS delivers those of quiet groups first, so one
 * receiver with many messages does not hold up the others. A message that the function can't handle for a day ends in
 * its dead-letter queue; a delivery that its receiver does not accept is recorded in the table.
 */
export function onDelivery(made: DeployedFunction): Required<Feed> {
  const queue = new Queue(made, 'Queue', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    visibilityTimeout: Duration.seconds(VISIBLE_AFTER),
    ...(made.failed && { deadLetterQueue: { queue: made.failed, maxReceiveCount: MOST_RECEIVES } }),
  });
  made.lambda.addEnvironment('DELIVERIES_QUEUE_URL', queue.queueUrl);
  return fromQueue(made, queue, { batchSize: 10, maxConcurrency: 50 });
}

function fromQueue(
  made: DeployedFunction,
  queue: Queue,
  { batchSize, maxConcurrency }: { batchSize: number; maxConcurrency: number },
): Required<Feed> {
  const source = new SqsEventSource(queue, {
    batchSize,
    maxConcurrency,
    reportBatchItemFailures: true,
    metricsConfig,
  });
  made.lambda.addEventSource(source);
  return { mapping: source.eventSourceMappingId, queue };
}

/** Passes the tasks on its queue to a function, one for each run; several may run at once. */
export function onTask(made: DeployedFunction, atOnce: number): Feed {
  if (made.tasks === undefined) throw new Error(`${made.name} has no queue of tasks`);
  return fromQueue(made, made.tasks, { batchSize: 1, maxConcurrency: atOnce });
}

/** Runs a function on a schedule. A failed run is not repeated: the next one does the rest of the work. */
export function onSchedule(made: DeployedFunction, every: 'minute' | 'day'): void {
  new Rule(made, 'Schedule', {
    description: `Every ${every}`,
    schedule:
      every === 'minute' ? Schedule.rate(Duration.minutes(1)) : Schedule.cron({ hour: '3', minute: '17' }),
    targets: [new LambdaFunction(made.lambda, { retryAttempts: 0 })],
  });
  made.lambda.configureAsyncInvoke({ retryAttempts: 0 });
}
