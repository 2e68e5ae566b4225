import { functions } from '../../cdk/functions.ts';
import { ACCOUNT, resolver } from './resolved.ts';
import { isAllowed } from './simulated.ts';
import { resources, synthesised, theResource } from './synthesised.ts';

const { stacks, templates } = synthesised({ mailFrom: 'berth@example.com', production: 'true' });
const { api: template } = templates;
const deployed = [...stacks.api.deployed.values(), stacks.data.tokens];

describe('alarms', () => {
  const alarms = Object.values(resources(template, 'AWS::CloudWatch::Alarm'));
  const on = (metricName: string) =>
    alarms.filter(({ Properties }) => JSON.stringify(Properties).includes(`"MetricName":"${metricName}"`));

  test('5xx, throttled functions, conflicting transactions and dropped events each have an alarm', () => {
    expect(on('5xx')).toHaveLength(1);
    expect(on('TransactionConflict')).toHaveLength(1);
    expect(on('Throttles')).toHaveLength(deployed.length);
    const waiting = alarms.filter(
      ({ Properties }) => Properties['MetricName'] === 'ApproximateNumberOfMessagesVisible',
    );
    expect(waiting).toHaveLength(deployed.filter(({ failed }) => failed !== undefined).length);
  });

  test('a schedule that no longer runs raises an alarm although it leaves no metric, and a new stage raises none', () => {
    const scheduled = deployed.filter(({ name }) => functions[name].trigger.kind === 'schedule');
    const quiet = alarms.filter(({ Properties }) => Properties['TreatMissingData'] === 'breaching');
    expect(quiet).toHaveLength(scheduled.length);
    // A metric that is missing from the start raises no alarm by itself.
    for (const { Properties } of quiet) expect(Properties['AlarmActions']).toBeUndefined();
    const composite = Object.entries(resources(template, 'AWS::CloudWatch::CompositeAlarm'));
    for (const { name } of scheduled) {
      const [, told] = composite.find(([id]) => id.includes(`${name}Missing`)) ?? [];
      const rule = JSON.stringify(told?.Properties['AlarmRule']);
      expect(rule).toMatch(/ALARM.*Quiet.* AND .*ALARM.*HasRun/);
      expect(told?.Properties['AlarmActions']).toHaveLength(1);
    }
  });

  test('what customers notice is one alarm: failing requests, a failing gate, a slow gate', () => {
    const [, felt] =
      Object.entries(resources(template, 'AWS::CloudWatch::CompositeAlarm')).find(([id]) =>
        id.includes('CustomersFeelIt'),
      ) ?? [];
    const rule = JSON.stringify(felt?.Properties['AlarmRule']);
    for (const part of ['CustomersErrors', 'GateErrors', 'GateSlow']) expect(rule).toContain(part);
    expect(felt?.Properties['AlarmActions']).toHaveLength(1);
  });

  test('bounces, complaints and the quota of functions raise an alarm before AWS stops anything', () => {
    expect(on('Reputation.BounceRate').map(({ Properties }) => Properties['Threshold'])).toEqual([0.05]);
    expect(on('Reputation.ComplaintRate').map(({ Properties }) => Properties['Threshold'])).toEqual([0.001]);
    expect(on('ResourceCount').map(({ Properties }) => Properties['Threshold'])).toEqual([80]);
  });

  test('mail is counted for the stage that sends it, both invitations and mails of Cognito', () => {
    const { Name, ReputationOptions } = theResource(templates.data, 'AWS::SES::ConfigurationSet').Properties;
    expect(ReputationOptions).toEqual({ ReputationMetricsEnabled: true });
    const relay = Object.values(resources(template, 'AWS::Lambda::Function')).flatMap(
      ({ Properties }) => Properties['Environment'].Variables.MAIL_CONFIGURATION_SET ?? [],
    );
    const { EmailConfiguration } = theResource(templates.data, 'AWS::Cognito::UserPool').Properties;
    expect([...relay, EmailConfiguration.ConfigurationSet]).toEqual([Name, Name]);
    for (const { Properties } of [...on('Reputation.BounceRate'), ...on('Reputation.ComplaintRate')])
      expect(Properties['Dimensions']).toEqual([{ Name: 'ses:configuration-set', Value: Name }]);
  });

  test('an event source that reads nothing and one that drops events raise an alarm, although neither leaves an error', () => {
    const mappings = Object.entries(resources(template, 'AWS::Lambda::EventSourceMapping'));
    expect(mappings).toHaveLength(5);
    for (const [id, { Properties }] of mappings) {
      expect(Properties['MetricsConfig']).toEqual({ Metrics: ['EventCount'] });
      const noticed = (metric: string) =>
        on(metric).filter((alarm) => JSON.stringify(alarm).includes(`"${id}"`)).length;
      // Lambda counts dropped events of streams only. A queue has its dead-letter queue.
      const ofStream = Properties['StartingPosition'] !== undefined;
      expect([noticed('PolledEventCount'), noticed('DroppedEventCount')]).toEqual([1, ofStream ? 1 : 0]);
    }
  });

  test('many refusals at once and throttling by the gateway each have an alarm', () => {
    const filters = Object.values(resources(templates.origin, 'AWS::Logs::MetricFilter'));
    for (const metric of ['dev-gateway-refused', 'dev-gateway-throttled']) {
      expect(JSON.stringify(filters)).toContain(`"MetricName":"${metric}"`);
      expect(on(metric)).toHaveLength(1);
    }
  });

  test('whatever the reconciler and the sweeper leave undone raises an alarm', () => {
    const counted = alarms.filter(
      ({ Properties }) => Properties['Namespace'] === 'Berth' && Properties['Dimensions'] !== undefined,
    );
    const told = counted.map(({ Properties }) => {
      const dimensions = Object.fromEntries(
        (Properties['Dimensions'] as { Name: string; Value: unknown }[]).map(({ Name, Value }) => [
          Name,
          Value,
        ]),
      );
      expect(Object.keys(dimensions).toSorted()).toEqual(['Function', 'Table']);
      expect(Properties).toMatchObject({
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        Threshold: 1,
        Statistic: 'Maximum',
        TreatMissingData: 'notBreaching',
      });
      return `${String(dimensions['Function'])} ${Properties['MetricName']}`;
    });
    expect(told.toSorted()).toEqual([
      'account-reconciler DriftLeft',
      'account-reconciler Failed',
      'sweeper Failed',
    ]);
  });

  test('the alarm of a nightly run stays until the next run, although nothing is measured in between', () => {
    const nightly = on('DriftLeft').map(({ Properties }) => Properties);
    expect(nightly).toMatchObject([{ Period: 3600, EvaluationPeriods: 25, DatapointsToAlarm: 1 }]);
  });

  test('every alarm notifies somebody when it begins and when it ends, or is part of one that does', () => {
    const composite = resources(template, 'AWS::CloudWatch::CompositeAlarm');
    const rules = JSON.stringify(composite);
    const all = { ...resources(template, 'AWS::CloudWatch::Alarm'), ...composite };
    const untold = Object.entries(all).filter(
      ([id, { Properties }]) => Properties['AlarmActions'] === undefined && !rules.includes(`"${id}"`),
    );
    expect(untold).toEqual([]);
    for (const { Properties } of Object.values(all))
      expect(Properties['OKActions']).toEqual(Properties['AlarmActions']);
  });
});

test('5xx of the distribution have an alarm, because such requests may never reach the API', () => {
  expect(theResource(templates.edge, 'AWS::CloudWatch::Alarm').Properties).toMatchObject({
    Namespace: 'AWS/CloudFront',
    MetricName: '5xxErrorRate',
    Threshold: 1,
    AlarmActions: [expect.anything()],
    OKActions: [expect.anything()],
  });
});

test.each(['api', 'edge'] as const)(
  'the topic of the stack %s accepts messages from the alarms of this account and from nobody else',
  async (part) => {
    const resolve = resolver(templates[part]);
    const { Properties } = theResource(templates[part], 'AWS::SNS::TopicPolicy');
    const [topic = ''] = resolve(Properties['Topics']) as string[];
    const mayPublish = (principal: string, account: string) =>
      isAllowed(
        {
          principal,
          action: 'sns:Publish',
          resource: topic,
          context: { 'aws:SourceAccount': account, 'aws:SecureTransport': 'true' },
        },
        { resource: resolve(Properties['PolicyDocument']) },
      );
    expect(await mayPublish('cloudwatch.amazonaws.com', ACCOUNT)).toBe(true);
    expect(await mayPublish('cloudwatch.amazonaws.com', '999999999999')).toBe(false);
    expect(await mayPublish('events.amazonaws.com', ACCOUNT)).toBe(false);
  },
);
