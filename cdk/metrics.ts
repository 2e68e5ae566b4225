import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { FunctionName } from './functions.ts';
import { mailName } from './names.ts';
import type { Options } from './options.ts';
import type { Feed } from './triggers.ts';

export const FIVE_MINUTES = Duration.minutes(5);
/** Summed over five minutes. */
export const summed = { period: FIVE_MINUTES, statistic: Stats.SUM };

const ofTable = (table: ITable, metricName: string): Metric =>
  new Metric({
    namespace: 'AWS/DynamoDB',
    metricName,
    dimensionsMap: { TableName: table.tableName },
    ...summed,
  });

export const transactionConflicts = (table: ITable): Metric => ofTable(table, 'TransactionConflict');

export const tableThrottles = (table: ITable): IMetric =>
  new MathExpression({
    label: 'throttled',
    expression: 'FILL(reads, 0) + FILL(writes, 0)',
    usingMetrics: {
      reads: ofTable(table, 'ReadThrottleEvents'),
      writes: ofTable(table, 'WriteThrottleEvents'),
    },
    period: FIVE_MINUTES,
  });

/** How often a function ran without failing. */
export const successes = (lambda: LambdaFunction, period: Duration): IMetric =>
  new MathExpression({
    label: 'successful runs',
    expression: 'FILL(runs, 0) - FILL(errors, 0)',
    usingMetrics: {
      runs: lambda.metricInvocations({ period, statistic: Stats.SUM }),
      errors: lambda.metricErrors({ period, statistic: Stats.SUM }),
    },
    period,
  });

/** How many of the account's functions run at once, in percent of the quota. */
export const concurrency: IMetric = new MathExpression({
  label: 'percent of the quota',
  expression: '100 * used / SERVICE_QUOTA(used)',
  usingMetrics: {
    used: new Metric({
      namespace: 'AWS/Usage',
      metricName: 'ResourceCount',
      dimensionsMap: { Service: 'Lambda', Type: 'Resource', Resource: 'ConcurrentExecutions', Class: 'None' },
      statistic: Stats.MAXIMUM,
      period: FIVE_MINUTES,
    }),
  },
  period: FIVE_MINUTES,
});

/** The lines in the log of `calls` with a status of 500 or more, which a metric filter counts under this name. */
export const gateServerErrors = ({ stage }: Pick<Options, 'stage'>, period: Duration): Metric =>
  new Metric({
    namespace: 'Berth',
    metricName: `${stage}-calls-server-errors`,
    statistic: Stats.SUM,
    period,
  });

/** A rate among the stage's recent mails: 0.01 is one in a hundred. */
export const ofMail = (metricName: string, { stage }: Pick<Options, 'stage'>): Metric =>
  new Metric({
    namespace: 'AWS/SES',
    metricName,
    dimensionsMap: { 'ses:configuration-set': mailName(stage) },
    statistic: Stats.AVERAGE,
    period: Duration.hours(1),
  });

/** How far a function is behind the table's stream, in milliseconds. */
export const behind = (lambda: LambdaFunction): Metric =>
  lambda.metric('IteratorAge', { period: FIVE_MINUTES, statistic: Stats.MAXIMUM });

const ofMapping = ({ mapping }: Feed, metricName: string): Metric =>
  new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: { EventSourceMappingUUID: mapping },
    ...summed,
  });

/** Events that were dropped without reaching the dead-letter queue. */
export const dropped = (feed: Feed): Metric => ofMapping(feed, 'DroppedEventCount');

/**
 * 1 when changes or messages are waiting and none is read: an event source mapping that is disabled, or lacks
 * permission, reports no errors.
 */
export const unread = (feed: Feed, table: ITable): IMetric =>
  new MathExpression({
    label: 'nothing is read',
    // A write that does not alter an item is not a change on the stream.
    expression: `IF(FILL(there, 0) > ${feed.queue === undefined ? 10 : 0} AND FILL(polled, 0) == 0, 1, 0)`,
    usingMetrics: {
      there:
        feed.queue?.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES }) ??
        ofTable(table, 'ConsumedWriteCapacityUnits'),
      polled: ofMapping(feed, 'PolledEventCount'),
    },
    period: FIVE_MINUTES,
  });

/**
 * The lines in the gateway's log that a metric filter counts: refused callers, and requests that reached no function.
 */
export const gatewayLines = {
  refused: '{ $.status = "401" || $.status = "403" }',
  throttled: '{ $.status = "429" && $.functionMilliseconds = "-" }',
} as const;

export const ofGateway = (what: keyof typeof gatewayLines, { stage }: Pick<Options, 'stage'>): Metric =>
  new Metric({ namespace: 'Berth', metricName: `${stage}-gateway-${what}`, ...summed });

/**
 * The counts that functions on a schedule log (see lib/metrics.ts): a failure after which they continue is not an error
 * of the function.
 */
export const counted = {
  driftLeft: { of: 'account-reconciler', metricName: 'DriftLeft' },
  accountsFailed: { of: 'account-reconciler', metricName: 'Failed' },
  environmentsFailed: { of: 'sweeper', metricName: 'Failed' },
} as const satisfies Record<string, { readonly of: FunctionName; readonly metricName: string }>;

/** The highest count of a single run. */
export const mostCounted = (what: keyof typeof counted, table: ITable, period: Duration): Metric =>
  new Metric({
    namespace: 'Berth',
    metricName: counted[what].metricName,
    dimensionsMap: { Table: table.tableName, Function: counted[what].of },
    period,
    statistic: Stats.MAXIMUM,
  });
