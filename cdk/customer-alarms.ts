import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  AlarmRule,
  AlarmState,
  CompositeAlarm,
  ComparisonOperator,
  MathExpression,
  Stats,
  TreatMissingData,
  type IAlarm,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { AlarmTopic } from './alarm-topic.ts';
import type { DeployedFunction } from './deployed-function.ts';
import { FIVE_MINUTES, gateServerErrors, summed } from './metrics.ts';
import type { Options } from './options.ts';

export interface CustomerAlarmsProps {
  readonly options: Options;
  readonly topic: AlarmTopic;
  readonly api: HttpApi;
  /** The function that starts and ends calls. */
  readonly gate: DeployedFunction;
}

/** What customers notice at once: requests that fail, and calls that do not start or start late. */
export class CustomerAlarms extends Construct {
  constructor(scope: Construct, id: string, { options, topic, api, gate }: CustomerAlarmsProps) {
    super(scope, id);
    const alarm = (name: string, metric: IMetric, threshold: number, alarmDescription: string): IAlarm => {
      const made = new Alarm(this, name, {
        metric,
        threshold,
        // Two periods out of three, so that a single bad moment does not wake anybody.
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        alarmDescription,
      });
      topic.hearsOf(made);
      return made;
    };
    const failedStarts = gateServerErrors(options, FIVE_MINUTES);
    gate.log.addMetricFilter('ServerErrors', {
      metricNamespace: failedStarts.namespace,
      metricName: failedStarts.metricName,
      filterPattern: FilterPattern.numberValue('$.status', '>=', 500),
      metricValue: '1',
    });
    const felt = [
      alarm(
        'Errors',
        share(api.metricServerError(summed), api.metricCount(summed)),
        1,
        'More than 1 % of the requests are answered with 5xx. The functions log each with level "error".',
      ),
      alarm(
        'GateErrors',
        share(failedStarts, gate.lambda.metricInvocations(summed)),
        1,
        'More than 1 % of the requests to the gate are answered with 5xx: calls do not start. See the log of the function calls.',
      ),
      alarm(
        'GateSlow',
        gate.lambda.metricDuration({ statistic: Stats.p(99), period: FIVE_MINUTES }),
        1_000,
        '1 % of the requests to the gate take a second or more. Check throttles and conflicts of the table first.',
      ),
    ];
    topic.hearsOf(
      new CompositeAlarm(this, 'CustomersFeelIt', {
        compositeAlarmName: `berth-${options.stage}-customers-feel-it`,
        alarmDescription: 'Customers are affected: requests fail, or calls start late. Start here.',
        alarmRule: AlarmRule.anyOf(...felt.map((one) => AlarmRule.fromAlarm(one, AlarmState.ALARM))),
      }),
    );
  }
}

/** In percent, and only with at least this many requests: when there are few, a single one is a large part. */
export const share = (part: IMetric, whole: IMetric, from = 5): IMetric =>
  new MathExpression({
    label: 'percent',
    expression: `IF(part >= ${from}, 100 * part / whole, 0)`,
    usingMetrics: { part, whole },
    period: Duration.minutes(5),
  });
