import * as fc from 'fast-check';
import type { EnvironmentId } from '../../lib/api/schemas/ids.ts';
import type { Item } from '../../lib/table/table.ts';
import { sweepNow } from '../setup/sweep.ts';
import { aBerth } from '../setup/berth.ts';
import type { Client } from '../setup/client.ts';
import { abstractState } from './abstract-state.ts';
import { checkHistory } from './checker/check-history.ts';
import { checkTable } from './checker/check-table.ts';
import { directClient, type Exchange } from './direct-client.ts';
import { isLong } from './effort.ts';
import { faults, forgetTokens, injectFaults, type Fault } from './faults.ts';
import { forgetGates, standingClock } from './race.ts';
import { failureOf } from './report.ts';
import { requestsIn, type Request } from './requests.ts';
import { allItems, restore } from './table-copy.ts';

const berth = await aBerth();
const clock = standingClock();
const context = { ...berth.context, clock };
let history: Exchange[] = [];
const call = await directClient(context, (exchange) => history.push(exchange));
const stage = { context, call, berth };
const injection = injectFaults(context.table);

type Answer = Awaited<ReturnType<Client>>;

const requests = await requestsIn(stage);
const start: readonly Item[] = await allItems(context.table);
const environments = start
  .filter(({ pk }) => String(pk).startsWith('DIRECTORY#'))
  .map(({ sk }) => String(sk).split('#')[1] as EnvironmentId);

async function prepare(): Promise<void> {
  await restore(context.table, start);
  for (const environment of environments) forgetGates(environment);
  history = [];
}

const stateNow = async () =>
  JSON.stringify(abstractState(await allItems(context.table), clock.now()), null, 1);

interface Expected {
  readonly status: number;
  readonly attempts: number;
  /** Before the request, and after it. */
  readonly states: readonly [string, string];
}

async function expectedOf({ send }: Request): Promise<Expected> {
  await prepare();
  const before = await stateNow();
  injection.arm(() => undefined);
  const { status } = await send();
  const attempts = injection.disarm();
  return { status, attempts, states: [before, await swept()] };
}

/** As the sweeper leaves it, because the consequences of a request may be left to the sweeper. */
async function swept(): Promise<string> {
  await sweepNow(context);
  return stateNow();
}

/** Sends a request whose way to DynamoDB is disturbed, and repeats it until it is answered. @returns what went wrong */
async function disturbed(
  request: Request,
  expected: Expected,
  plan: readonly (Fault | undefined)[],
): Promise<string[]> {
  await prepare();
  injection.arm((attempt) => plan[attempt]);
  const first = await request.send();
  injection.disarm();
  const wrong: string[] = [];
  let last = first;
  if (first.status === 503) {
    if (first.headers.get('retry-after') === null) wrong.push('503 without Retry-After');
    last = await request.send();
  }
  // A replay has no secret. It may be the answer only when the SDK gave up after three tries.
  const unanswered = plan.filter(
    (fault) => fault !== undefined && fault !== 'twice' && fault !== 'conflict',
  ).length;
  if (first.status !== 503 && unanswered < 3 && history[0]?.replayed)
    wrong.push('answered as if it had been done before');
  const fine = first.status === 503 ? [expected.status, ...request.again] : [expected.status];
  if (!fine.includes(last.status))
    wrong.push(`answered ${first.status}, then ${last.status}, and not ${expected.status}`);
  const items = await allItems(context.table);
  wrong.push(...checkTable(items, clock.now()), ...checkHistory(items, history));
  const state = await swept();
  // A call whose start was never answered holds its slot until its lease ends. Only a name makes its start safe to repeat.
  const isUnheard = request.name === 'start a call' && first.status === 503;
  if (!isUnheard && state !== expected.states[1])
    wrong.push(`came to ${state}\nand not to ${expected.states[1]}`);
  return wrong;
}

const anyFault = fc.option(fc.constantFrom(...faults), { nil: undefined, freq: 2 });

test('each request has one effect, or is answered 503 with Retry-After and has one effect when repeated, whatever DynamoDB does', async () => {
  const expectations = new Map<Request, Expected>();
  for (const request of requests) expectations.set(request, await expectedOf(request));
  const property = fc.asyncProperty(
    fc.constantFrom(...requests),
    fc.array(anyFault, { minLength: 1, maxLength: 12, size: 'max' }),
    async (request, plan) => {
      const wrong = await disturbed(request, expectations.get(request) as Expected, plan);
      if (wrong.length > 0) throw new Error(`${request.name}: ${wrong.join('\n')}`);
    },
  );
  expect(await failureOf(property, { short: 16, long: 5_000 }, !isLong)).toBeUndefined();
});

test.each([
  ['start a named call', ['lost', 'conflict']],
  ['start a named call', ['cut', 'conflict', 'conflict']],
  ['start a call', ['lost', 'conflict']],
  ['start a call', ['twice']],
  ['create an environment', [undefined, undefined, 'lost', 'conflict']],
  ['end the last call of a draining environment', [undefined, undefined, undefined, 'lost']],
] as const)('%s is done once and answered normally after %j', async (name, plan) => {
  const request = requests.find((one) => one.name === name) as Request;
  expect(await disturbed(request, await expectedOf(request), plan)).toEqual([]);
  expect(history.map(({ status }) => status)).toEqual([(await expectedOf(request)).status]);
});

test.each([
  'create an environment',
  'start a named call',
  'end the last call of a draining environment',
  'heartbeat',
])(
  'while DynamoDB throttles without end, “%s” is 503 with Retry-After, or left to the sweeper, and nothing else changes',
  async (name) => {
    const request = requests.find((one) => one.name === name) as Request;
    await prepare();
    const before = await stateNow();
    injection.arm(() => 'throttled');
    const answer = await request.send();
    injection.disarm();
    expect(answer).toBeRefused(503, 'temporarily_unavailable');
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(berth.logged.findLast(({ message }) => message === 'request')).toMatchObject({
      level: 'error',
      status: 503,
      error: expect.stringMatching(/Throttl|Throughput|TransactionCanceled/),
    });
    expect(await stateNow()).toBe(before);
  },
);

test('while another transaction is always in the way, a change is given up in time with 503, and nothing changes', async () => {
  const request = requests.find((one) => one.name === 'create an environment') as Request;
  await prepare();
  const before = await stateNow();
  injection.arm((attempt) => (attempt < 2 ? undefined : 'conflict'));
  const answer = (await request.send()) as Answer;
  injection.disarm();
  expect(answer).toBeRefused(503, 'temporarily_unavailable');
  expect(await stateNow()).toBe(before);
});

test('the checks catch a planted transaction that differs at each try', async () => {
  const request = requests.find((one) => one.name === 'create an environment') as Request;
  const expected = await expectedOf(request);
  const remove = forgetTokens(context.table);
  const wrong = await disturbed(request, expected, [undefined, undefined, undefined, 'lost']);
  remove();
  expect(wrong).toContain('answered as if it had been done before');
});
