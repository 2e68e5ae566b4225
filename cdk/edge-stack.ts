import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { AlarmTopic } from './alarm-topic.ts';
import { EDGE_REGION } from './names.ts';
import type { Options } from './options.ts';

/** The alarms for metrics that exist only in the region of CloudFront. */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, { options }: { options: Options }) {
    super(scope, id, {
      env: { region: EDGE_REGION },
      description: `Berth ${options.stage} in ${options.region}: alarms of its distribution`,
    });
    const distribution = new CfnParameter(this, 'DistributionId', {
      description: 'The distribution of the stage: an output of its stack Origin',
      allowedPattern: '^[A-Z0-9]+$',
    }).valueAsString;
    const alarm = new Alarm(this, 'ServerErrors', {
      metric: new Metric({
        namespace: 'AWS/CloudFront',
        metricName: '5xxErrorRate',
        dimensionsMap: { DistributionId: distribution, Region: 'Global' },
        statistic: Stats.AVERAGE,
        period: Duration.minutes(5),
      }),
      threshold: 1,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription:
        'CloudFront answers more than one request in a hundred with 5xx. If the API’s own alarm is not raised, requests do not reach the API.',
    });
    new AlarmTopic(this, 'Alarms', options).hearsOf(alarm);
  }
}
