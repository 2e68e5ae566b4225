import { Stack } from 'aws-cdk-lib';
import type { AlarmBase } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Options } from './options.ts';

/** The receivers of alarms: they are notified when an alarm begins, and when it ends. */
export class AlarmTopic extends Construct {
  readonly #action: SnsAction;

  constructor(scope: Construct, id: string, options: Options) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { displayName: `Berth ${options.stage}`, enforceSSL: true });
    // A policy of its own replaces the default one, which lets the account's alarms publish.
    topic.grantPublish(
      new ServicePrincipal('cloudwatch.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (options.alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(options.alarmEmail));
    this.#action = new SnsAction(topic);
  }

  hearsOf(alarm: AlarmBase): void {
    alarm.addAlarmAction(this.#action);
    alarm.addOkAction(this.#action);
  }
}
