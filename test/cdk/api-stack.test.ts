import { readdirSync } from 'node:fs';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import type { DeployedFunction } from '../../cdk/deployed-function.ts';
import { functions } from '../../cdk/functions.ts';
import { groups, routes, type GroupName } from '../../lib/api/index.ts';
import type { Operations } from '../../lib/api/operation.ts';
import { grantsOf, logicalIdOf as logicalId } from './statements.ts';
import { resources, synthesised, theResource, type Resource } from './synthesised.ts';

const { stacks, templates } = synthesised({ mailFrom: 'berth@example.com' });
const { api: template } = templates;
const deployed = [...stacks.api.deployed.values(), stacks.data.tokens];

const templateOf = ({ name }: DeployedFunction) =>
  name === 'pre-token-generation' ? templates.data : templates.api;
const resourceOf = (made: DeployedFunction): Resource =>
  resources(templateOf(made), 'AWS::Lambda::Function')[logicalId(made)] as Resource;
const grants = (made: DeployedFunction) =>
  grantsOf(templateOf(made), resourceOf(made).Properties['Role']['Fn::GetAtt'][0]);
const tableActions = (made: DeployedFunction): string[] =>
  grants(made)
    .map(({ action }) => action)
    .filter((action) => action.startsWith('dynamodb:') && !/Stream|GetRecords|GetShardIterator/.test(action));

/** The dead-letter queues. Every other queue has one of them behind it. */
const ofFailures = () =>
  Object.values(resources(template, 'AWS::SQS::Queue')).filter(
    ({ Properties }) => Properties['RedrivePolicy'] === undefined,
  );

const WRITES = /^dynamodb:(Put|Update|Delete|BatchWrite|PartiQL)/;

/** The function that an address leads to, directly or through its alias. */
const functionBehind = (address: { Ref?: string; 'Fn::GetAtt'?: string[] }): string | undefined =>
  address['Fn::GetAtt']?.[0] ??
  resources(template, 'AWS::Lambda::Alias')[address.Ref ?? '']?.Properties['FunctionName'].Ref;

/** The function that the template's routes lead to, by route key. */
function routed(): Map<string, string> {
  const names = new Map(deployed.map((made) => [logicalId(made), made.name]));
  const integrations = resources(template, 'AWS::ApiGatewayV2::Integration');
  return new Map(
    Object.values(resources(template, 'AWS::ApiGatewayV2::Route')).map(({ Properties }) => {
      const [, [prefix, { Ref: integration }]] = Properties['Target']['Fn::Join'];
      expect(prefix).toBe('integrations/');
      const uri = integrations[integration]?.Properties['IntegrationUri'];
      return [Properties['RouteKey'], names.get(functionBehind(uri) ?? '') ?? 'nothing'] as const;
    }),
  );
}

describe('routes', () => {
  test('every row of the route table leads to the function of its group, everything else to the fallback, and there are no other routes', () => {
    const expected = [
      ...routes.map(({ method, path, group }) => [`${method} ${path}`, group]),
      ['$default', 'fallback'],
    ];
    expect(Object.fromEntries(routed())).toEqual(Object.fromEntries(expected));
  });

  test('each route is written down once', () => {
    expect(Object.keys(resources(template, 'AWS::ApiGatewayV2::Route'))).toHaveLength(routes.length + 1);
  });

  test('the gateway calls the functions with payload 2.0, and may call no others', () => {
    for (const { Properties } of Object.values(resources(template, 'AWS::ApiGatewayV2::Integration'))) {
      expect(Properties).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' });
    }
    const called = Object.values(resources(template, 'AWS::Lambda::Permission'))
      .filter(({ Properties }) => Properties['Principal'] === 'apigateway.amazonaws.com')
      .map(({ Properties }) => functionBehind(Properties['FunctionName']) ?? 'nothing');
    const served = deployed.filter(({ name }) => name === 'fallback' || name in groups).map(logicalId);
    expect(called.toSorted()).toEqual(served.toSorted());
  });

  test('no authorizer remembers a credential for longer than it is valid', () => {
    template.resourceCountIs('AWS::ApiGatewayV2::Authorizer', 0);
    for (const { Properties } of Object.values(resources(template, 'AWS::ApiGatewayV2::Route'))) {
      expect(Properties['AuthorizationType'] ?? 'NONE').toBe('NONE');
    }
  });
});

describe('what a function may do', () => {
  test('a function whose operations only read cannot write to the table, except that reports note that a key was used', () => {
    const readers = (Object.keys(groups) as GroupName[]).filter((group) =>
      Object.values(groups[group] as Operations).every(({ effect }) => effect === 'read'),
    );
    expect(readers).toContain('audit');
    for (const made of deployed.filter(({ name }) => readers.includes(name as GroupName))) {
      const writes = made.name === 'reports' ? ['dynamodb:UpdateItem'] : [];
      expect(tableActions(made).filter((action) => WRITES.test(action))).toEqual(writes);
      expect(tableActions(made)).not.toEqual([]);
    }
  });

  test('a function whose operations write can write to the table', () => {
    const made = deployed.find(({ name }) => name === 'environments') as DeployedFunction;
    expect(tableActions(made).filter((action) => WRITES.test(action))).not.toEqual([]);
  });

  test('a function that needs less than its operations or its trigger suggest is granted only what it needs', () => {
    const actionsOf = (name: string) =>
      tableActions(deployed.find((made) => made.name === name) as DeployedFunction)
        .map((action) => action.replace('dynamodb:', ''))
        .toSorted();
    const changing = ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'];
    expect(actionsOf('calls')).toEqual(changing);
    expect(actionsOf('audit')).toEqual(['GetItem', 'Query']);
    expect(actionsOf('pre-token-generation')).toEqual(['BatchGetItem', 'Query']);
  });

  test('the fallback may not use the table', () => {
    const made = deployed.find(({ name }) => name === 'fallback') as DeployedFunction;
    expect(tableActions(made)).toEqual([]);
  });

  test('each function may do with the table what its row says, and no function scans it', () => {
    for (const made of deployed) {
      const { table, updates } = functions[made.name];
      const actions = [...table, ...(updates === undefined ? [] : ['UpdateItem'])];
      expect(tableActions(made).toSorted()).toEqual(actions.map((action) => `dynamodb:${action}`).toSorted());
      expect(tableActions(made)).not.toContain('dynamodb:Scan');
    }
  });

  test('no grant has a wildcard action or resource, except for the identities that SES may ask for', () => {
    for (const made of deployed) {
      for (const { action, resource } of grants(made).filter((grant) => grant.action !== 'ses:SendEmail')) {
        expect(action).not.toContain('*');
        expect(JSON.stringify(resource)).not.toContain('*');
      }
    }
  });

  test('only the function that signs people out and the one that looks up operators may use the user pool', () => {
    const touching = deployed.filter((made) =>
      grants(made).some(({ action }) => action.startsWith('cognito-idp:')),
    );
    const allowed = touching.map((made) => [
      made.name,
      grants(made)
        .filter(({ action }) => action.startsWith('cognito-idp:'))
        .map(({ action }) => action),
    ]);
    expect(Object.fromEntries(allowed)).toEqual({
      operators: ['cognito-idp:AdminListGroupsForUser', 'cognito-idp:ListUsers'],
      relay: ['cognito-idp:AdminUserGlobalSignOut'],
    });
  });

  test('only one function sends mail, and only from the address of the stage', () => {
    const sending = deployed.filter((made) => grants(made).some(({ action }) => action.startsWith('ses:')));
    expect(sending.map(({ name }) => name)).toEqual(['relay']);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'ses:SendEmail',
            Condition: { StringEquals: { 'ses:FromAddress': 'berth@example.com' } },
          }),
        ]),
      },
    });
  });

  test('only functions that make or check invitation links know their key', () => {
    const knowing = deployed.filter(
      (made) => 'INVITATION_KEY_ARN' in resourceOf(made).Properties['Environment'].Variables,
    );
    expect(knowing.map(({ name }) => name).toSorted()).toEqual(['relay', 'users']);
    const reading = deployed.filter((made) =>
      grants(made).some(({ action }) => action === 'secretsmanager:GetSecretValue'),
    );
    expect(reading.map(({ name }) => name).toSorted()).toEqual(['deliveries', 'relay', 'users', 'webhooks']);
  });

  test('the event bus of a stage takes events from the functions that publish, is named in the outputs, and can be left out', () => {
    const named = (of: Template) =>
      Object.values(resources(of, 'AWS::Lambda::Function')).filter(
        ({ Properties }) => 'EVENT_BUS_NAME' in Properties['Environment'].Variables,
      );
    const [[bus, { Properties }]] = Object.entries(resources(template, 'AWS::Events::EventBus')) as [
      [string, Resource],
    ];
    expect(Properties['Name']).toBe('berth-dev');
    template.hasOutput('EventBusName', { Value: { Ref: bus } });
    template.hasOutput('EventBusArn', { Value: { 'Fn::GetAtt': [bus, 'Arn'] } });
    const variables = named(template).map((made) => made.Properties['Environment'].Variables);
    expect(variables).toHaveLength(5);
    for (const { EVENT_BUS_NAME: name } of variables) expect(name).toEqual({ Ref: bus });
    const { api } = synthesised({ eventBus: 'false' }).templates;
    expect(resources(api, 'AWS::Events::EventBus')).toEqual({});
    expect(named(api)).toEqual([]);
    expect(JSON.stringify(resources(api, 'AWS::IAM::Policy'))).not.toContain('events:');
  });

  test('the configuration of a function contains no secret except the one that CloudFront sends', () => {
    for (const made of deployed) {
      const { ORIGIN_SECRETS: _, ...others } = resourceOf(made).Properties['Environment'].Variables;
      expect(JSON.stringify(others)).not.toContain('resolve:secretsmanager');
    }
  });
});

describe('each function', () => {
  test('is one of the files in functions/, and every file is deployed', () => {
    const files = readdirSync(new URL('../../functions', import.meta.url))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.replace(/\.ts$/, ''));
    expect(deployed.map(({ name }) => name).toSorted()).toEqual(files.toSorted());
  });

  test('runs on Node 24, on arm64, and logs JSON into a log group of its own with a limited retention', () => {
    const groupsSeen = new Set<string>();
    for (const made of deployed) {
      const { Properties } = resourceOf(made);
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        LoggingConfig: { LogFormat: 'JSON' },
      });
      const logGroup = Properties['LoggingConfig'].LogGroup.Ref as string;
      expect(
        resources(templateOf(made), 'AWS::Logs::LogGroup')[logGroup]?.Properties['RetentionInDays'],
      ).toBeGreaterThan(0);
      groupsSeen.add(logGroup);
    }
    expect(groupsSeen.size).toBe(deployed.length);
  });

  test('that runs in the background keeps failed events for two weeks, encrypted', () => {
    for (const made of deployed) {
      const unattended = ['stream', 'logs', 'deliveries', 'tasks'].includes(
        functions[made.name].trigger.kind,
      );
      expect(made.failed !== undefined).toBe(unattended);
    }
    const queues = ofFailures();
    expect(queues.length).toBeGreaterThan(0);
    for (const { Properties } of queues) {
      expect(Properties).toMatchObject({ MessageRetentionPeriod: 14 * 86_400, SqsManagedSseEnabled: true });
    }
  });
});

/** The event sources that feed functions with changes of the table. */
const streamMappings = (of: Template) =>
  Object.values(resources(of, 'AWS::Lambda::EventSourceMapping')).filter(
    ({ Properties }) => 'StartingPosition' in Properties,
  );

describe('what starts the other functions', () => {
  test('failed changes of the table are reported one by one, batches are halved, retries are limited, and the queue gets the rest', () => {
    const mappings = streamMappings(template);
    const consumers = deployed.filter(({ name }) => functions[name].trigger.kind === 'stream');
    expect(new Set(mappings.map(({ Properties }) => Properties['FunctionName'].Ref))).toEqual(
      new Set(consumers.map(logicalId)),
    );
    for (const { Properties } of mappings) {
      expect(Properties).toMatchObject({
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRecordAgeInSeconds: 12 * 3600,
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': expect.any(Array) } } },
      });
      expect(Properties['Enabled']).not.toBe(false);
    }
  });

  test('a mail that cannot be sent is given up, but a call is recorded however long it takes', () => {
    const tries = streamMappings(template).map(({ Properties }) => [
      deployed.find((candidate) => logicalId(candidate) === Properties['FunctionName'].Ref)?.name,
      Properties['MaximumRetryAttempts'],
    ]);
    expect(Object.fromEntries(tries)).toEqual({ relay: 10, usage: 10_000 });
  });

  test('two functions read the changes of the table, because DynamoDB promises its full rate to no more than two', () => {
    expect(streamMappings(template)).toHaveLength(2);
  });

  test('a mail does not wait for a batch to fill, and usage is collected in batches', () => {
    const windows = streamMappings(template).map(({ Properties }) => [
      deployed.find((made) => logicalId(made) === Properties['FunctionName'].Ref)?.name,
      Properties['MaximumBatchingWindowInSeconds'],
    ]);
    expect(Object.fromEntries(windows)).toEqual({ relay: 0, usage: 1 });
  });

  test('without a sender no function may send mail, but changes are still read, so that people are signed out', () => {
    const { api } = synthesised().templates;
    for (const { Properties } of Object.values(resources(api, 'AWS::Lambda::EventSourceMapping'))) {
      expect(Properties['Enabled']).not.toBe(false);
    }
    for (const { Properties } of Object.values(resources(api, 'AWS::Lambda::Function'))) {
      expect(Properties['Environment'].Variables).not.toHaveProperty('MAIL_FROM');
    }
    expect(JSON.stringify(resources(api, 'AWS::IAM::Policy'))).not.toContain('ses:');
  });

  test('Lambda does not end the chain of tasks of the one function that queues tasks for itself', () => {
    const looping = deployed.filter((made) => resourceOf(made).Properties['RecursiveLoop'] === 'Allow');
    expect(looping.map(({ name }) => name)).toEqual(['account-reconciler']);
  });

  test('each function gets only the changes of items that concern it', () => {
    const filters = new Map(
      streamMappings(template).map(({ Properties }) => [
        deployed.find((made) => logicalId(made) === Properties['FunctionName'].Ref)?.name,
        JSON.parse(Properties['FilterCriteria'].Filters[0].Pattern).dynamodb.Keys.sk.S,
      ]),
    );
    expect(Object.fromEntries(filters)).toEqual({
      relay: [
        { prefix: 'INVITATION#' },
        { prefix: 'FORMER_MEMBER#' },
        { prefix: 'ENVIRONMENT#' },
        { prefix: 'WEBHOOKS' },
        { prefix: 'ALERT#' },
        { prefix: 'SERVICE_ACCOUNTS' },
      ],
      usage: [{ prefix: 'GATE' }],
    });
  });

  test('accounts are reconciled from a queue, one task at a time, ten at once, and a failed task is tried three times', () => {
    const worker = deployed.find(({ name }) => name === 'account-reconciler') as DeployedFunction;
    const [mapping] = Object.values(resources(template, 'AWS::Lambda::EventSourceMapping')).filter(
      ({ Properties }) => Properties['FunctionName'].Ref === logicalId(worker),
    );
    expect(mapping?.Properties).toMatchObject({
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 10 },
    });
    const queue = resources(template, 'AWS::SQS::Queue')[
      mapping?.Properties['EventSourceArn']['Fn::GetAtt'][0]
    ];
    expect(queue?.Properties).toMatchObject({
      RedrivePolicy: { maxReceiveCount: 3 },
      SqsManagedSseEnabled: true,
    });
    expect(queue?.Properties['VisibilityTimeout']).toBeGreaterThanOrEqual(
      6 * resourceOf(worker).Properties['Timeout'],
    );
    for (const name of ['reconciler', 'account-reconciler']) {
      const made = deployed.find((one) => one.name === name) as DeployedFunction;
      expect(grants(made).map(({ action }) => action)).toContain('sqs:SendMessage');
      expect(resourceOf(made).Properties['Environment'].Variables).toHaveProperty('TASK_QUEUE_URL');
    }
  });

  test('refused calls are counted from the log of the calls', () => {
    const calls = deployed.find(({ name }) => name === 'calls') as DeployedFunction;
    expect(theResource(template, 'AWS::Logs::SubscriptionFilter').Properties).toMatchObject({
      LogGroupName: resourceOf(calls).Properties['LoggingConfig'].LogGroup,
      FilterPattern: '{ $.problem = "concurrency_limit_reached" }',
    });
  });

  test('the sweeper runs every minute', () => {
    const schedules = Object.values(resources(template, 'AWS::Events::Rule')).map(
      ({ Properties }) => Properties['ScheduleExpression'],
    );
    expect(schedules).toContain('rate(1 minute)');
  });
});
