import { Duration, Validations } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Metric,
  Stats,
  TreatMissingData,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { Alias, type IVersion } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { DeployedFunction } from './deployed-function.ts';
import { gateServerErrors } from './metrics.ts';
import type { Options } from './options.ts';

const ALIAS = 'live';
const MINUTE = Duration.minutes(1);

/**
 * The alias that requests are sent to. With the option `canary` a new version gets one request in ten for ten minutes;
 * when it fails in that time, CodeDeploy rolls it back, and the deployment of the stack with it.
 */
export class Canary extends Construct {
  readonly alias: Alias;
  /** The alarms that roll a new version back. */
  readonly alarms: readonly Alarm[];

  constructor(made: DeployedFunction, options: Options) {
    super(made, 'Canary');
    const { lambda } = made;
    // The class differs only for a compiler that distinguishes a missing property from an undefined one.
    const version = lambda.currentVersion as IVersion;
    this.alias = new Alias(this, 'Alias', {
      aliasName: ALIAS,
      version,
      ...(options.provisionedConcurrency !== undefined && {
        provisionedConcurrentExecutions: options.provisionedConcurrency,
      }),
    });
    const errors = new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Errors',
      dimensionsMap: {
        FunctionName: lambda.functionName,
        Resource: `${lambda.functionName}:${ALIAS}`,
        ExecutedVersion: version.version,
      },
      statistic: Stats.SUM,
      period: MINUTE,
    });
    this.alarms = options.canary
      ? [
          this.#alarm('NewVersionErrors', errors, {
            minutes: 1,
            threshold: 1,
            description: 'The newest version of the gate crashed or timed out.',
          }),
          this.#alarm('ServerErrors', gateServerErrors(options, MINUTE), {
            minutes: 2,
            threshold: 3,
            description: 'The gate answers with 5xx, counted by the minute.',
          }),
        ]
      : [];
    if (options.canary) this.#group();
  }

  #alarm(
    id: string,
    metric: IMetric,
    { minutes, threshold, description }: { minutes: number; threshold: number; description: string },
  ): Alarm {
    return new Alarm(this, id, {
      metric,
      threshold,
      evaluationPeriods: minutes,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${description} During a deployment this alarm rolls the new version back.`,
    });
  }

  #group(): void {
    const group = new LambdaDeploymentGroup(this, 'Group', {
      alias: this.alias,
      deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_10MINUTES,
      alarms: [...this.alarms],
      autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
    });
    Validations.of(group).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]',
      reason: 'This is the managed policy for CodeDeploy: AWS decides what its own service needs.',
    });
  }
}
