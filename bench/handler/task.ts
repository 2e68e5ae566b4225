// In a process of its own: the deployed bundle and the bare client take turns, block by block.
import { createRequire } from 'node:module';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { NativeAttributeValue, QueryCommandInput, UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { operations, type OperationId } from '../../lib/api/index.ts';
import { hashSecret } from '../../lib/auth/api-key.ts';
import { eventFor, type Sent } from '../world/event.ts';

export type Step = 'start' | 'heartbeat' | 'list' | 'refused start' | 'end';

interface At {
  readonly id: string;
  readonly key: string;
}

export interface Task {
  readonly handlerFile: string;
  readonly bareFile: string;
  readonly tableName: string;
  readonly handled: At;
  readonly bare: At;
  readonly warmUp: number;
  readonly blocks: number;
}

/** Some calls in a row: how long each took, and the processor time of all, in milliseconds. */
export interface Block {
  readonly times: number[];
  readonly cpu: number;
}

export type Told = Readonly<Record<Step, { readonly handler: Block[]; readonly bare: Block[] }>>;

interface HandlerBundle {
  readonly handler: (
    event: APIGatewayProxyEventV2,
    context: Context,
  ) => Promise<{ statusCode: number; body?: string }>;
}

interface BareBundle {
  readonly handler: (input: UpdateCommandInput) => Promise<unknown>;
  readonly query: (input: QueryCommandInput) => Promise<unknown>;
}

/** What a step does, to the nth of forty calls. */
type Steps = Readonly<Record<Step, (n: number) => Promise<unknown>>>;

/** A block fills the gate, looks at it when it is full, and empties it again. */
const CALLS = 40;

if (process.send !== undefined) {
  process.once(
    'message',
    (task: Task) => void run(task).then((told) => process.send?.(told, () => process.exit())),
  );
}

async function run(task: Task): Promise<Told> {
  const require = createRequire(import.meta.url);
  const sides = {
    handler: handlerSteps(require(task.handlerFile) as HandlerBundle, task.handled),
    bare: bareSteps(require(task.bareFile) as BareBundle, task),
  };
  const steps: Step[] = ['start', 'heartbeat', 'list', 'refused start', 'end'];
  const told = Object.fromEntries(
    steps.map((step) => [step, { handler: [], bare: [] }]),
  ) as unknown as Record<Step, { handler: Block[]; bare: Block[] }>;
  for (let round = -task.warmUp; round < task.blocks; round += 1) {
    process.send?.(round < 0 ? 'warming up' : `block ${round + 1} of ${task.blocks}`);
    const order = ['handler', 'bare'] as const;
    for (const step of steps) {
      for (const side of round % 2 === 0 ? order : order.toReversed()) {
        const block = await blockOf(sides[side][step]);
        if (round >= 0) told[step][side].push(block);
      }
    }
  }
  return told;
}

async function blockOf(step: (n: number) => Promise<unknown>): Promise<Block> {
  const times: number[] = [];
  const cpu = process.cpuUsage();
  for (let n = 0; n < CALLS; n += 1) {
    const begin = performance.now();
    await step(n);
    times.push(performance.now() - begin);
  }
  const { user, system } = process.cpuUsage(cpu);
  return { times, cpu: (user + system) / 1000 };
}

function handlerSteps({ handler }: HandlerBundle, { key }: At): Steps {
  const ids: string[] = [];
  const call = async (id: OperationId, wanted: number, sent: Sent = {}) => {
    const { event, context } = eventFor(operations[id], { as: key, ...sent });
    const { statusCode, body = '' } = await handler(event, context);
    if (statusCode !== wanted) throw new Error(`${id}: ${statusCode} ${body}`);
    return body;
  };
  return {
    start: async (n) => {
      const body = await call('startCall', 201, { body: {} });
      ids[n] = (JSON.parse(body) as { id: string }).id;
    },
    heartbeat: (n) => call('heartbeatCall', 200, { params: { callId: ids[n] ?? '' }, body: {} }),
    list: () => call('listCalls', 200),
    'refused start': () => call('startCall', 429, { body: {} }),
    end: (n) => call('endCall', 204, { params: { callId: ids[n] ?? '' } }),
  };
}

/** The very same requests to DynamoDB, written down. */
function bareSteps({ handler: update, query }: BareBundle, { tableName, bare: { id, key } }: Task): Steps {
  const pk = `ENVIRONMENT#${id}`;
  const ids: string[] = [];
  let made = 0;
  const names = { '#k': 'k', '#l': 'l', '#hash': hashSecret(key) };
  const instant = () => Math.floor((Date.now() - Date.UTC(2025, 0)) / 10);
  const expiry = () => instant() + 12_000;
  const common = {
    TableName: tableName,
    Key: { pk, sk: 'GATE' },
    ReturnValues: 'NONE',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;
  const takePlace = (callId: string) =>
    update({
      ...common,
      UpdateExpression: 'SET #l.#id = :lease, #k.#hash.u = :now',
      ConditionExpression:
        '#k.#hash.x > :now AND #state = :open AND attribute_not_exists(#l.#id) AND size(#l) < m AND attribute_not_exists(c.#c0) AND n = :one',
      ExpressionAttributeNames: { ...names, '#state': 'state', '#id': callId, '#c0': 'o' },
      ExpressionAttributeValues: values({
        ':lease': expiry(),
        ':now': Date.now(),
        ':open': 'open',
        ':one': 1,
      }),
    });
  const values = (given: Record<string, NativeAttributeValue>) => given;
  return {
    start: async (n) => {
      const callId = `o.0${String((made += 1)).padStart(9, '0')}`;
      ids[n] = callId;
      await takePlace(callId);
    },
    heartbeat: (n) =>
      update({
        ...common,
        UpdateExpression: 'SET #l.#id = :end',
        ConditionExpression: '#k.#hash.x > :now AND #l.#id > :instant',
        ExpressionAttributeNames: { ...names, '#id': ids[n] ?? '' },
        ExpressionAttributeValues: values({
          ':now': Date.now(),
          ':end': expiry(),
          ':instant': instant(),
        }),
      }),
    list: () =>
      query({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :gate)',
        ExpressionAttributeValues: { ':pk': pk, ':gate': 'GATE' },
        ConsistentRead: true,
      }),
    'refused start': () => takePlace('refused').catch(() => undefined),
    end: (n) =>
      update({
        ...common,
        UpdateExpression: 'SET e = :end REMOVE #l.#id',
        ConditionExpression:
          '#k.#hash.x > :now AND attribute_exists(#l.#id) AND attribute_not_exists(c.#c0) AND r = m AND #state = :open',
        ExpressionAttributeNames: { ...names, '#id': ids[n] ?? '', '#c0': 'o', '#state': 'state' },
        ExpressionAttributeValues: values({
          ':now': Date.now(),
          ':end': { i: ids[n] ?? '', t: Date.now() },
          ':open': 'open',
        }),
      }),
  };
}
