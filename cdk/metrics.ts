import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { FunctionName } from './functions.ts';

export const FIVE_MINUTES = Duration.minutes(5);
/** Added up over five minutes. */
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

/** How often a function ran and did not fail. */
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

/** How many of the account's functions run at once, in percent of what it may have. */
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

/** A share of all mail that the account has sent lately: 0.01 is one in a hundred. */
export const ofSes = (metricName: string): Metric =>
  new Metric({ namespace: 'AWS/SES', metricName, statistic: Stats.AVERAGE, period: Duration.hours(1) });

/** How far a function is behind the table's stream, in milliseconds. */
export const behind = (lambda: LambdaFunction): Metric =>
  lambda.metric('IteratorAge', { period: FIVE_MINUTES, statistic: Stats.MAXIMUM });

/** What the functions on a schedule count in their logs (see lib/metrics.ts): a failure that they go on after is no error. */
export const counted = {
  driftLeft: { of: 'account-reconciler', metricName: 'DriftLeft' },
  accountsFailed: { of: 'account-reconciler', metricName: 'Failed' },
  environmentsFailed: { of: 'sweeper', metricName: 'Failed' },
} as const satisfies Record<string, { readonly of: FunctionName; readonly metricName: string }>;

/** The most that one round has counted. */
export const mostCounted = (what: keyof typeof counted, table: ITable, period: Duration): Metric =>
  new Metric({
    namespace: 'Berth',
    metricName: counted[what].metricName,
    dimensionsMap: { Table: table.tableName, Function: counted[what].of },
    period,
    statistic: Stats.MAXIMUM,
  });
