import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  AlarmRule,
  AlarmState,
  CompositeAlarm,
  ComparisonOperator,
  Stats,
  TreatMissingData,
  type AlarmProps,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Canary } from './canary.ts';
import { AlarmTopic } from './alarm-topic.ts';
import { CustomerAlarms, share } from './customer-alarms.ts';
import type { DeployedFunction } from './deployed-function.ts';
import { functions, type FunctionName } from './functions.ts';
import {
  behind,
  concurrency,
  dropped,
  FIVE_MINUTES,
  mostCounted,
  ofGateway,
  ofMail,
  successes,
  summed,
  tableThrottles,
  transactionConflicts,
  unread,
} from './metrics.ts';
import type { Options } from './options.ts';
import type { Feed } from './triggers.ts';

export interface AlarmsProps {
  readonly options: Options;
  readonly api: HttpApi;
  readonly table: ITable;
  readonly deployed: readonly DeployedFunction[];
  readonly canary: Canary;
  readonly feeds: ReadonlyMap<FunctionName, Feed>;
}

/** The alarms of a stage. The description of each says what it may mean. */
export class Alarms extends Construct {
  readonly #topic: AlarmTopic;

  constructor(scope: Construct, id: string, { options, api, table, deployed, canary, feeds }: AlarmsProps) {
    super(scope, id);
    this.#topic = new AlarmTopic(this, 'Topic', options);

    const gate = deployed.find(({ name }) => name === 'calls');
    if (gate !== undefined) new CustomerAlarms(this, 'Customers', { options, topic: this.#topic, api, gate });
    for (const alarm of canary.alarms) this.#topic.hearsOf(alarm);
    this.#tooMany('TransactionConflicts', transactionConflicts(table), {
      threshold: 100,
      evaluationPeriods: 3,
      alarmDescription:
        'Many transactions conflict on the same items and are retried. Requests slow down, then fail with 503.',
    });
    this.#tooMany('TableThrottles', tableThrottles(table), {
      alarmDescription:
        'DynamoDB throttles requests: a partition is hot, or the table has reached a quota of the account.',
    });
    this.#tooMany('Concurrency', concurrency, {
      threshold: 80,
      alarmDescription:
        'The functions of the account are close to the quota of concurrent executions. Beyond it, requests are refused: raise the quota.',
    });
    if (options.mailFrom !== undefined) this.#ofMail(options);
    this.#ofGateway(api, options);
    for (const [name, feed] of feeds) this.#ofFeed(name, feed, table);
    for (const made of deployed) this.#ofFunction(made);
    this.#ofRounds(table);
  }

  /** SES stops the sending of an account when too many of its mails bounce, or too many recipients complain. */
  #ofMail(options: Options): void {
    this.#tooMany('Bounces', ofMail('Reputation.BounceRate', options), {
      threshold: 0.05,
      alarmDescription:
        'At least 5 % of the mails bounce. At 10 % SES stops sending. Find out who invites addresses that do not exist.',
    });
    this.#tooMany('Complaints', ofMail('Reputation.ComplaintRate', options), {
      threshold: 0.001,
      alarmDescription:
        'At least 0.1 % of the recipients report the mail as spam. At 0.5 % SES stops sending. Find out who invites people who do not know them.',
    });
  }

  /**
   * Single refusals are normal. Many at once may be a customer whose keys no longer work, or somebody who guesses keys.
   */
  #ofGateway(api: HttpApi, options: Options): void {
    this.#tooMany('Refused', share(ofGateway('refused', options), api.metricCount(summed), 500), {
      threshold: 20,
      evaluationPeriods: 3,
      alarmDescription:
        'For 15 minutes, one request in five was refused with 401 or 403, and at least 500 in five minutes. A customer uses a revoked key, or someone is guessing keys.',
    });
    this.#tooMany('Throttled', ofGateway('throttled', options), {
      threshold: 100,
      evaluationPeriods: 2,
      alarmDescription:
        'API Gateway throttles requests: customers get 429. docs/deploy.md says which quota to raise.',
    });
  }

  #ofFeed(name: FunctionName, feed: Feed, table: ITable): void {
    this.#tooMany(`${name}-Unread`, unread(feed, table), {
      evaluationPeriods: 3,
      alarmDescription: `${name} had changes or messages waiting for 15 minutes and read none. Its event source mapping may be disabled, or it may lack a permission.`,
    });
    // A queue moves messages that keep failing into its dead-letter queue on its own.
    if (feed.queue !== undefined) return;
    this.#tooMany(`${name}-Dropped`, dropped(feed), {
      alarmDescription: `Events for ${name} were dropped and are not in its dead-letter queue.`,
    });
  }

  /** A run continues after a failure, and ends like any other: only its counts show the failure. */
  #ofRounds(table: ITable): void {
    const hour = Duration.hours(1);
    // The alarm lasts from one night to the next, because a difference from the last run still exists.
    const lastNight = { evaluationPeriods: 25, datapointsToAlarm: 1 };
    this.#tooMany('reconciler-DriftLeft', mostCounted('driftLeft', table, hour), {
      ...lastNight,
      alarmDescription:
        'The reconciler found a difference that it cannot repair, or a dry run found any difference. Its log says which difference, in which account: message "drift", "mended" false. docs/deploy.md says what to do.',
    });
    this.#tooMany('reconciler-AccountsFailed', mostCounted('accountsFailed', table, hour), {
      ...lastNight,
      alarmDescription:
        'The reconciler failed on an account, so the counts of that account are unchecked. Its log says which, and why: message "reconciliation failed".',
    });
    this.#tooMany('sweeper-EnvironmentsFailed', mostCounted('environmentsFailed', table, FIVE_MINUTES), {
      evaluationPeriods: 3,
      alarmDescription:
        'The sweeper has failed on an environment for 15 minutes. The account may not get back the slots that ended calls have freed there, and deleted data is not removed. Its log says which, and why: message "sweep failed".',
    });
  }

  #ofFunction({ name, lambda, failed }: DeployedFunction): void {
    const { trigger } = functions[name];
    this.#tooMany(`${name}-Errors`, lambda.metricErrors(summed), {
      alarmDescription: `${name} crashed, timed out, or could not process an event.`,
    });
    this.#tooMany(`${name}-Throttles`, lambda.metricThrottles(summed), {
      alarmDescription: `${name} was throttled: it reached its concurrency limit. Raise the quota, or the concurrency reserved for it.`,
    });
    if (failed !== undefined) this.#waiting(`${name}-Failed`, name, failed);
    if (trigger.kind === 'stream') {
      this.#tooMany(`${name}-Behind`, behind(lambda), {
        threshold: Duration.minutes(10).toMilliseconds(),
        alarmDescription: `${name} is more than ten minutes behind the table's stream, which keeps changes for 24 hours.`,
      });
    }
    if (trigger.kind === 'schedule') this.#missing(name, lambda, trigger.every);
  }

  /**
   * A run that does not happen leaves no figure, so missing data counts. In a new stage everything is missing: the
   * alarm notifies nobody until the function has had the time to run.
   */
  #missing(name: string, lambda: LambdaFunction, every: 'minute' | 'day'): void {
    const [period, evaluationPeriods] = every === 'minute' ? [FIVE_MINUTES, 3] : [Duration.hours(1), 26];
    const quiet = new Alarm(this, `${name}-Quiet`, {
      metric: successes(lambda, period),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods,
      treatMissingData: TreatMissingData.BREACHING,
      alarmDescription: `${name} has not finished a run for too long. This alarm notifies nobody: ${name}-Missing does.`,
    });
    const hasRun = new Alarm(this, `${name}-HasRun`, {
      metric: lambda.metricInvocations({ period: Duration.hours(1), statistic: Stats.SUM }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // The longest period that CloudWatch looks back over.
      evaluationPeriods: 7 * 24,
      datapointsToAlarm: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${name} has run within the last week. This is not a fault: it distinguishes a stage that has stopped from a new one.`,
    });
    this.#topic.hearsOf(
      new CompositeAlarm(this, `${name}-Missing`, {
        alarmDescription: `${name} should run every ${every}, and has not finished a run for too long.`,
        alarmRule: AlarmRule.allOf(
          AlarmRule.fromAlarm(quiet, AlarmState.ALARM),
          AlarmRule.fromAlarm(hasRun, AlarmState.ALARM),
        ),
      }),
    );
  }

  #waiting(id: string, name: string, queue: IQueue): void {
    this.#tooMany(id, queue.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES }), {
      alarmDescription: `${name} gave up on an event, which waits in its dead-letter queue.`,
    });
  }

  #tooMany(id: string, metric: IMetric, props: Partial<AlarmProps>): void {
    this.#alarm(id, metric, {
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...props,
    });
  }

  #alarm(id: string, metric: IMetric, props: Omit<AlarmProps, 'metric'>): void {
    this.#topic.hearsOf(new Alarm(this, id, { metric, ...props }));
  }
}
