import { Stack, Validations } from 'aws-cdk-lib';
import { CfnIntegration, CfnRoute, type HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { routes } from '../lib/api/index.ts';
import { Alarms } from './alarms.ts';
import { Canary } from './canary.ts';
import { acceptedSecrets } from './origin-secret.ts';
import { dashboard } from './dashboard.ts';
import { DeployedFunction, type CodeOf } from './deployed-function.ts';
import { eventBusOf } from './event-bus.ts';
import { functions, type FunctionName } from './functions.ts';
import { maySend } from './mail.ts';
import { mailName } from './names.ts';
import type { Options } from './options.ts';
import { onChange, onDelivery, onLogLine, onSchedule, onTask, type Feed } from './triggers.ts';

export interface ApiStackProps {
  readonly options: Options;
  readonly codeOf: CodeOf;
  readonly table: ITable;
  readonly pool: UserPool;
  readonly clientId: string;
  readonly invitationKey: Secret;
  readonly webhookKey: Secret;
  /** The user pool's trigger. It is in the stack of the pool, and has its alarms here. */
  readonly tokens: DeployedFunction;
  readonly api: HttpApi;
  readonly consoleOrigin: string;
}

/** How many are created at the same time. */
const ROUTES_AT_ONCE = 8;

/** Everything behind the address: the functions, and their triggers. */
export class ApiStack extends Stack {
  readonly deployed: ReadonlyMap<FunctionName, DeployedFunction>;
  readonly #deliveries: IQueue;
  /** The events of all environments, for the engineers who run the stage. */
  readonly #bus: EventBus | undefined;
  /** The gradual deployment of new versions of the gate. */
  readonly canary: Canary;

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, {
      env: { region: props.options.region },
      description: `Berth ${props.options.stage}: functions and routes`,
    });
    // The pool needs its trigger, so the trigger is in the stack of the pool.
    const names = Object.keys(functions).filter(
      (name) => functions[name as FunctionName].trigger.kind !== 'tokens',
    ) as FunctionName[];
    this.#bus = props.options.eventBus ? eventBusOf(this, props.options.stage) : undefined;
    // Before the functions that put something on its queue.
    const sender = this.#function('deliveries', props);
    const deliveries = onDelivery(sender);
    this.#deliveries = deliveries.queue;
    this.deployed = new Map(
      names.map((name) => [name, name === sender.name ? sender : this.#function(name, props)]),
    );
    const feeds = new Map<FunctionName, Feed>([[sender.name, deliveries]]);
    for (const made of this.deployed.values()) {
      const feed = this.#trigger(made, props);
      if (feed !== undefined) feeds.set(made.name, feed);
      this.#handsOut(made);
    }
    this.canary = new Canary(this.#madeOf('calls'), props.options);
    this.#routes(props.api);
    if (props.options.emulator) return;
    const watched = {
      ...props,
      deployed: [...this.deployed.values(), props.tokens],
      canary: this.canary,
      feeds,
    };
    new Alarms(this, 'Alarms', watched);
    dashboard(this, watched);
  }

  #function(name: FunctionName, props: ApiStackProps): DeployedFunction {
    const { options, pool, clientId, invitationKey, consoleOrigin } = props;
    const row = functions[name];
    const made = new DeployedFunction(this, name, {
      ...props,
      environment: {
        DEFAULT_PLAN_NAME: options.planName,
        DEFAULT_PLAN_CALLS: String(options.planCalls),
        CONSOLE_ORIGIN: consoleOrigin,
        USER_POOL_ID: pool.userPoolId,
        USER_POOL_CLIENT_ID: clientId,
        ...(row.trigger.kind === 'http' &&
          options.gateway === 'closed' && { ORIGIN_SECRETS: acceptedSecrets(options) }),
        ...(row.webhookKey && { WEBHOOK_KEY_ARN: props.webhookKey.secretArn }),
        ...(row.queuesDeliveries && { DELIVERIES_QUEUE_URL: this.#deliveries.queueUrl }),
        ...(row.eventBus && this.#bus && { EVENT_BUS_NAME: this.#bus.eventBusName }),
        ...(row.invitationKey && { INVITATION_KEY_ARN: invitationKey.secretArn }),
        ...(row.sendsMail &&
          options.mailFrom !== undefined && {
            MAIL_FROM: `Berth <${options.mailFrom}>`,
            MAIL_CONFIGURATION_SET: mailName(options.stage),
          }),
      },
    });
    const secrets = [row.invitationKey && invitationKey, row.webhookKey && props.webhookKey];
    for (const { secretArn } of secrets.filter((secret) => secret !== undefined)) {
      made.lambda.addToRolePolicy(
        new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] }),
      );
    }
    if (row.queuesDeliveries) this.#deliveries.grantSendMessages(made.lambda);
    if (row.eventBus === 'puts') this.#bus?.grantPutEventsTo(made.lambda);
    if (row.userPool) pool.grant(made.lambda, ...row.userPool.map((action) => `cognito-idp:${action}`));
    if (row.sendsMail && options.mailFrom !== undefined) maySend(made, options.mailFrom);
    return made;
  }

  /** The triggers of a function, except the routes. */
  #trigger(made: DeployedFunction, { table }: ApiStackProps): Feed | undefined {
    const { trigger } = functions[made.name];
    switch (trigger.kind) {
      case 'stream':
        return onChange(made, { ...trigger, table });
      case 'tasks':
        return onTask(made, trigger.atOnce);
      case 'logs':
        onLogLine(made, { log: this.#madeOf(trigger.of).log, pattern: trigger.pattern });
        break;
      case 'schedule':
        onSchedule(made, trigger.every);
        break;
      case 'http':
      case 'deliveries':
      case 'tokens':
    }
    return undefined;
  }

  /** The queue of the function that performs its tasks. */
  #handsOut(made: DeployedFunction): void {
    const { handsOutTo } = functions[made.name];
    if (handsOutTo === undefined) return;
    const queue = this.#madeOf(handsOutTo).tasks;
    if (queue === undefined) throw new Error(`${handsOutTo} has no queue of tasks`);
    queue.grantSendMessages(made.lambda);
    made.lambda.addEnvironment('TASK_QUEUE_URL', queue.queueUrl);
  }

  /** Sends each row of the route table to the function of its group, and everything else to `fallback`. */
  #routes(api: HttpApi): void {
    const served = new Set<FunctionName>([...routes.map(({ group }) => group), 'fallback']);
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'The functions check the credential on every request. A cached decision of an authorizer would outlive a revoked key or a removed user.',
    });
    const targets = new Map([...served].map((name) => [name, this.#integration(name, api)]));
    const scope = new Construct(this, 'Routes');
    const made: CfnRoute[] = [];
    const route = (routeKey: string, name: FunctionName) => {
      // The construct's id is the route key. So the name of an operation or of a variable can change without creating
      // a second route of the same key, which API Gateway would refuse.
      const next = new CfnRoute(scope, routeKey.replaceAll(/\{\w+\}/g, '{}').replaceAll('/', ' '), {
        apiId: api.apiId,
        routeKey,
        target: `integrations/${targets.get(name)?.ref}`,
      });
      // API Gateway's control plane accepts ten requests a second.
      const before = made.at(-ROUTES_AT_ONCE);
      if (before !== undefined) next.addResourceDependency(before);
      made.push(next);
    };
    for (const { method, path, group } of routes) route(`${method} ${path}`, group);
    route('$default', 'fallback');
  }

  #integration(name: FunctionName, api: HttpApi): CfnIntegration {
    // The class differs only for a compiler that distinguishes a missing property from an undefined one.
    const asked = (name === 'calls' ? this.canary.alias : this.#madeOf(name).lambda) as IFunction;
    asked.addPermission('Gateway', {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: this.formatArn({
        service: 'execute-api',
        resource: api.apiId,
        resourceName: '*',
      }),
    });
    const integration = new CfnIntegration(this, `Integration-${name}`, {
      apiId: api.apiId,
      integrationType: 'AWS_PROXY',
      integrationUri: asked.functionArn,
      payloadFormatVersion: '2.0',
      description: name,
    });
    // The gateway must be allowed to call a function before it sends requests to it.
    integration.node.addDependency(asked);
    return integration;
  }

  #madeOf(name: FunctionName): DeployedFunction {
    const made = this.deployed.get(name);
    if (made === undefined) throw new Error(`${name} is not deployed in this stack`);
    return made;
  }
}
