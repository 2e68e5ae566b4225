import { Duration, type Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Dashboard,
  GraphWidget,
  Metric,
  Stats,
  type IMetric,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { FilterPattern, type LogGroup } from 'aws-cdk-lib/aws-logs';
import type { DeployedFunction } from './deployed-function.ts';
import { CALL_REFUSED, functions } from './functions.ts';
import {
  behind,
  counted,
  FIVE_MINUTES,
  mostCounted,
  summed,
  tableThrottles,
  transactionConflicts,
} from './metrics.ts';
import type { Options } from './options.ts';

export interface DashboardProps {
  readonly options: Options;
  readonly api: HttpApi;
  readonly table: ITable;
  readonly deployed: readonly DeployedFunction[];
}

/** One page that shows the state of a stage. */
export function dashboard(stack: Stack, { options, api, table, deployed }: DashboardProps): Dashboard {
  const each = (metricOf: (made: DeployedFunction) => IMetric, of = deployed) => of.map(metricOf);
  const gate = deployed.find(({ name }) => name === 'calls');
  const consumers = deployed.filter(({ name }) => functions[name].trigger.kind === 'stream');
  const queues = deployed.flatMap(({ name, failed }) =>
    failed ? [failed.metricApproximateNumberOfMessagesVisible({ label: name })] : [],
  );
  const consumed = (metricName: string) =>
    new Metric({
      namespace: 'AWS/DynamoDB',
      metricName,
      dimensionsMap: { TableName: table.tableName },
      ...summed,
    });
  const unmended = (Object.keys(counted) as (keyof typeof counted)[]).map((what) =>
    mostCounted(what, table, FIVE_MINUTES).with({ label: `${counted[what].of} ${counted[what].metricName}` }),
  );
  return new Dashboard(stack, 'Dashboard', {
    // The name must be unique in the account, over all regions.
    dashboardName: `berth-${options.stage}-${options.region}`,
    defaultInterval: Duration.days(1),
    widgets: [
      [
        graph('Requests', [api.metricCount(summed)]),
        graph('Refused and failed', [api.metricClientError(summed), api.metricServerError(summed)]),
        graph('Latency (ms)', [
          api.metricLatency({ statistic: Stats.p(50), label: 'p50' }),
          api.metricLatency({ statistic: Stats.p(99), label: 'p99' }),
        ]),
      ],
      [
        graph('Calls refused at the gate: the limit was reached', refusals(gate?.log, options)),
        graph('Capacity units of the table', [
          consumed('ConsumedReadCapacityUnits'),
          consumed('ConsumedWriteCapacityUnits'),
        ]),
        graph('Conflicts and throttling of the table', [transactionConflicts(table), tableThrottles(table)]),
      ],
      [
        graph(
          'Duration of functions, p99 (ms)',
          each(({ name, lambda }) => lambda.metricDuration({ statistic: Stats.p(99), label: name })),
        ),
        graph(
          'Errors of functions',
          each(({ name, lambda }) => lambda.metricErrors({ ...summed, label: name })),
        ),
        graph(
          'Throttles of functions',
          each(({ name, lambda }) => lambda.metricThrottles({ ...summed, label: name })),
        ),
      ],
      [
        graph(
          'Lag behind the stream of the table (ms)',
          each(({ lambda }) => behind(lambda), consumers),
        ),
        graph('Messages in the dead-letter queues', queues),
        graph('Failures of the sweeper and the reconciler', unmended),
      ],
    ],
  });
}

const graph = (title: string, left: IMetric[]): IWidget =>
  new GraphWidget({ title, left, width: 8, height: 6 });

/** Each refused start is a line in the log of the calls: counting the lines costs the start nothing. */
function refusals(log: LogGroup | undefined, { stage }: Options): IMetric[] {
  const filter = log?.addMetricFilter('Refusals', {
    metricNamespace: 'Berth',
    metricName: `${stage}-calls-refused`,
    filterPattern: FilterPattern.literal(CALL_REFUSED),
    metricValue: '1',
    defaultValue: 0,
  });
  return filter === undefined ? [] : [filter.metric(summed)];
}
