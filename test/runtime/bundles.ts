// npm run test:runtime: the deployed bundles in Lambda's own runtime, each with an event of the kind that triggers it. Each
// test continues with the stage that the one before it left.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { bundle } from '../../cdk/bundle/bundle.ts';
import { functions, type FunctionName } from '../../cdk/functions.ts';
import { operations, routes, type OperationId } from '../../lib/api/index.ts';
import { webhookEvents } from '../../lib/api/schemas/event.ts';
import { createTable } from '../../lib/table/create.ts';
import { openTable } from '../../lib/table/table.ts';
import { startDynamoDbLocal, type DynamoDbLocal } from '../../local/dynamodb/index.ts';
import { createIdentity, type Identity } from '../../local/identity/identity.ts';
import { changeOf } from '../../lib/table/stream/item-change.ts';
import { follow } from '../../local/streams/follow.ts';
import { eventFor, type Sent } from '../../bench/world/event.ts';
import { functionEnvironment, ORIGIN_SECRET } from './function-environment.ts';
import { otherServices, type OtherServices } from './other-services.ts';
import { startFunction, type RunningFunction } from './runtime.ts';
import { hasGo, runtimeTools } from './tools.ts';

/** An entry of PutEvents. */
interface PutEntry {
  readonly EventBusName: string;
  readonly DetailType: string;
}

const TABLE = 'berth-runtime';
const names = Object.keys(functions) as FunctionName[];

const skip = !hasGo() && "There is no Go, which Lambda's runtime emulator is made with.";
if (skip) console.log(`Not tested: the bundles in Lambda's runtime. ${skip}`);

/** Messages as SQS passes them to a function. */
const bySqs = (bodies: readonly unknown[]) => ({
  Records: bodies.map((body, index) => ({
    messageId: `message-${index}`,
    receiptHandle: `handle-${index}`,
    body: String(body),
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: '0' },
    eventSource: 'aws:sqs',
  })),
});

suite('in the runtime of Lambda', { skip }, () => {
  let dynamodb: DynamoDbLocal;
  let identity: Identity;
  let services: OtherServices;
  let bundles: string;
  let admin: { accessToken: string; userId: string };
  let accountId: string;
  let environmentId: string;
  let key: string;
  const running = new Map<FunctionName, RunningFunction>();
  const answered = new Set<FunctionName>();

  const invoke = async (name: FunctionName, event: unknown) => {
    const answer = await running.get(name)?.invoke(event);
    answered.add(name);
    return answer;
  };

  /** The answer of an operation's function to a request, as API Gateway passes it on. */
  const ask = async (id: OperationId, sent: Sent = {}, as = admin.accessToken) => {
    const headers = { 'x-berth-origin': ORIGIN_SECRET };
    const { event } = eventFor(operations[id], { as, headers, ...sent });
    const group = routes.find((route) => route.id === id)?.group as FunctionName;
    const { statusCode, body = '' } = await invoke(group, event);
    return { status: statusCode as number, body: body === '' ? undefined : JSON.parse(body) };
  };

  /** Passes a function all changes of the table that its filter lets through. */
  const feed = async (name: 'relay' | 'usage') => {
    const { trigger } = functions[name];
    const prefixes = trigger.kind === 'stream' ? trigger.sortKeys : [];
    const failures: unknown[] = [];
    const told: DynamoDBRecord[] = [];
    const handle = async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse | void> => {
      const some = Records.filter(({ dynamodb: change }) =>
        prefixes.some((prefix) => change?.Keys?.['sk']?.S?.startsWith(prefix)),
      );
      told.push(...some);
      return some.length > 0 ? invoke(name, { Records: some }) : undefined;
    };
    const follower = await follow({
      endpoint: dynamodb.endpoint,
      tableName: TABLE,
      consumer: { name, handle },
      attempts: 1,
      onFailure: (thrown) => failures.push(thrown),
    });
    while (!answered.has(name) && failures.length === 0) await follower.settled();
    await follower.stop();
    assert.deepEqual(failures, []);
    return told;
  };

  /** What was put on a queue. */
  const queued = (queue: string) =>
    services
      .asked('AmazonSQS.SendMessageBatch')
      .filter(({ QueueUrl }) => String(QueueUrl).endsWith(queue))
      .flatMap(({ Entries }) => (Entries as { MessageBody: string }[]).map(({ MessageBody }) => MessageBody));

  const isForBus = (body: string) => 'forBus' in (JSON.parse(body) as object);
  const toBus = () => queued('/deliveries').filter(isForBus);
  const toWebhooks = () => queued('/deliveries').filter((body) => !isForBus(body));

  before(async () => {
    const tools = await runtimeTools();
    bundles = await mkdtemp(join(tmpdir(), 'berth-runtime-'));
    await bundle(names, bundles);
    dynamodb = await startDynamoDbLocal();
    Object.assign(process.env, {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    });
    await createTable(openTable(TABLE, { endpoint: dynamodb.endpoint }));
    identity = await createIdentity({ origin: 'http://127.0.0.1' });
    services = await otherServices(identity);
    const environment = functionEnvironment({ table: TABLE, identity, services, dynamodb });
    for (const name of names) running.set(name, await startFunction(name, { tools, bundles, environment }));
    admin = await identity.issueToken({ email: 'admin@example.com' });
  });

  after(async () => {
    await Promise.all([...running.values()].map(({ stop }) => stop()));
    await services?.stop();
    await dynamodb?.stop();
    if (bundles !== undefined) await rm(bundles, { recursive: true });
  });

  test('a person is known by their token, and creates an account with an environment', async () => {
    assert.equal((await ask('getMe')).body.email, 'admin@example.com');
    const account = await ask('createAccount', { body: { name: 'Acme' } });
    assert.equal(account.status, 201);
    accountId = account.body.id;
    const made = await ask('createEnvironment', {
      params: { accountId },
      body: { name: 'production', maxConcurrentCalls: 1 },
    });
    assert.equal(made.status, 201);
    environmentId = made.body.environment.id;
    key = made.body.apiKey.secret;
  });

  test('a request that bypasses CloudFront and a path without a route are not found', async () => {
    const { status, body } = await ask('getMe', { headers: { 'x-berth-origin': 'made up' } });
    assert.deepEqual([status, body.code], [404, 'not_found']);
    const { event } = eventFor({ method: 'GET', path: '/v1/nothing' }, {});
    const fallback = await invoke('fallback', { ...event, routeKey: '$default' });
    assert.deepEqual([fallback.statusCode, JSON.parse(fallback.body).code], [404, 'not_found']);
  });

  test('the other functions with routes answer', async () => {
    const params = { accountId, environmentId };
    const people = await ask('createInvitation', {
      params: { accountId },
      body: { email: 'member@example.com', role: 'member' },
    });
    const webhook = await ask('createWebhook', {
      params,
      body: { url: 'https://hooks.example.invalid/', description: '', events: ['environment.updated'] },
    });
    assert.deepEqual([people.status, webhook.status], [201, 201]);
    const edited = await ask('editEnvironment', { params, body: { name: 'edited' } });
    assert.equal(edited.status, 200);
    for (const id of ['listAuditEvents', 'getAccountUsage'] as const)
      assert.equal((await ask(id, { params: { accountId } })).status, 200, id);
    assert.equal((await ask('listAgents', {}, key)).status, 200);
    const operator = await identity.issueToken({ email: 'operator@example.com', groups: ['operators'] });
    const found = await ask('findAccounts', { query: { query: 'admin@example.com' } }, operator.accessToken);
    assert.deepEqual(
      found.body.items.map(({ id }: { id: string }) => id),
      [accountId],
    );
  });

  test('a call starts, another finds no slot, and the first gives its slot back', async () => {
    const start = (id: string) => ask('startCall', { body: { id, leaseSeconds: 60 } }, key);
    assert.equal((await start('call-1')).status, 201);
    const refused = await start('call-2');
    assert.deepEqual([refused.status, refused.body.code], [429, 'concurrency_limit_reached']);
    assert.equal((await ask('endCall', { params: { callId: 'call-1' } }, key)).status, 204);
  });

  test('a log line about a refused call is counted', async () => {
    const lines = (running.get('calls') as RunningFunction)
      .said()
      .split('\n')
      .filter((line) => line.includes('"concurrency_limit_reached"'));
    assert.equal(lines.length, 1);
    const logEvents = lines.map((message, index) => ({ id: String(index), timestamp: Date.now(), message }));
    const data = gzipSync(JSON.stringify({ logGroup: 'calls', logEvents })).toString('base64');
    await invoke('refusals', { awslogs: { data } });
  });

  test('changes of the table lead to a mail for an invitation, a delivery to a webhook and a call in the history', async () => {
    await feed('relay');
    const [mail] = services.asked('SES');
    assert.equal(mail?.['ConfigurationSetName'], 'berth-test');
    assert.deepEqual(mail?.['Destination'], { ToAddresses: ['member@example.com'] });
    assert.equal(toWebhooks().length, 1);
    const told = await feed('usage');
    const ended = await ask('listCalls', { query: { status: 'ended' } }, key);
    assert.deepEqual(
      ended.body.items.map(({ id }: { id: string }) => id),
      ['call-1'],
    );
    const parked = bySqs(told.map((record) => JSON.stringify(changeOf(record))));
    assert.deepEqual((await invoke('parked-usage', parked)).batchItemFailures, []);
  });

  test('a delivery whose receiver does not answer stays on its queue for later, and the bus gets every event', async () => {
    const { batchItemFailures } = await invoke('deliveries', bySqs([...toWebhooks(), ...toBus()]));
    assert.deepEqual(batchItemFailures, [{ itemIdentifier: 'message-0' }]);
    assert.equal(services.asked('AmazonSQS.ChangeMessageVisibility').length, 1);
    const put = services.asked('AWSEvents.PutEvents').flatMap(({ Entries }) => Entries as PutEntry[]);
    assert.deepEqual(new Set(put.map(({ EventBusName }) => EventBusName)), new Set(['berth-runtime']));
    assert.deepEqual(
      [...new Set(put.map(({ DetailType }) => DetailType))].toSorted(),
      webhookEvents.toSorted(),
    );
  });

  test('the sweeper finishes, and the reconciler hands out tasks, which are done', async () => {
    const scheduled = { id: 'event', 'detail-type': 'Scheduled Event', source: 'aws.events', detail: {} };
    await invoke('sweeper', scheduled);
    await invoke('reconciler', scheduled);
    const shards = queued('/tasks');
    assert.ok(shards.length > 0);
    for (const task of shards) {
      const { batchItemFailures } = await invoke('account-reconciler', bySqs([task]));
      assert.deepEqual(batchItemFailures, []);
    }
    const accounts = queued('/tasks').slice(shards.length);
    assert.equal(accounts.length, 1);
    assert.deepEqual((await invoke('account-reconciler', bySqs(accounts))).batchItemFailures, []);
  });

  test('Cognito gets the claims of a token', async () => {
    const answer = await invoke('pre-token-generation', {
      version: '2',
      triggerSource: 'TokenGeneration_HostedAuth',
      userName: admin.userId,
      request: { userAttributes: { sub: admin.userId, email: 'admin@example.com', email_verified: 'true' } },
      response: {},
    });
    const { claimsToAddOrOverride } = answer.response.claimsAndScopeOverrideDetails.accessTokenGeneration;
    assert.equal(claimsToAddOrOverride.email, 'admin@example.com');
  });

  test('these tests ran every function, and none has written an error', () => {
    assert.deepEqual([...answered].toSorted(), names.toSorted());
    for (const [name, { said }] of running) assert.doesNotMatch(said(), /"level":"error"/i, name);
  });
});
