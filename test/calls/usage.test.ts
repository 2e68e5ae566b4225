import { gzipSync } from 'node:zlib';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { serve as refusals } from '../../functions/refusals.ts';
import { serve as usage } from '../../functions/usage.ts';
import { follow } from '../../local/streams/follow.ts';
import { aBerth, asAdmin, done, inEnvironment, type TestAccount } from '../setup/berth.ts';

const berth = await aBerth({ stream: true });
const { call, context } = berth;

const seen: DynamoDBStreamEvent[] = [];
const failures: unknown[] = [];
const stream = await follow({
  endpoint: process.env['DYNAMODB_ENDPOINT'] ?? '',
  tableName: context.table.name,
  consumer: {
    name: 'usage',
    handle: async (event) => {
      seen.push(event);
      await usage(context)(event);
    },
  },
  onFailure: (thrown) => failures.push(thrown),
});
afterAll(() => stream.stop());

const start = (as: string) => call('startCall', { as });
const usageOf = async (account: TestAccount, environmentId: string) => {
  await stream.settled();
  const overview = done(await call('getConcurrency', asAdmin(account)));
  const { items: hours } = done(await call('getEnvironmentUsage', inEnvironment(account, environmentId)));
  expect(failures).toEqual([]);
  return {
    ...overview.environments.find((environment) => environment.environmentId === environmentId),
    hours,
  };
};

/** Passes what was logged since the last time to the function that counts refusals, as CloudWatch does. */
async function handOnTheLog(at = Date.now()): Promise<void> {
  const logEvents = berth.logged
    .splice(0)
    .map((line) => ({ id: '', timestamp: at, message: JSON.stringify(line) }));
  const other = { id: '', timestamp: at, message: 'START RequestId: 1 Version: $LATEST' };
  const data = gzipSync(JSON.stringify({ logEvents: [other, ...logEvents] })).toString('base64');
  await refusals(context)({ awslogs: { data } });
}

test.each([
  ['one gate', 10, 7, 7],
  // The other gates are counted as they are when the batch is processed, so never more than there were.
  ['several gates', 100, 60, 1],
])(
  'the peak of an environment with %s is the largest number of calls that were live at once',
  async (_, maxConcurrentCalls, live, least) => {
    const { account, id, key } = await berth.aPlace({ plan: 200, maxConcurrentCalls });
    const ids: string[] = [];
    for (let n = 0; n < live; n += 1) ids.push(done(await start(key)).id);
    for (const callId of ids) done(await call('endCall', { as: key, params: { callId } }));
    const told = await usageOf(account, id);
    expect(told).toMatchObject({ activeCalls: 0, refused24h: 0 });
    expect(told.peak24h).toBeGreaterThanOrEqual(least);
    expect(told.peak24h).toBeLessThanOrEqual(live);
    expect(told.hours).toHaveLength(24);
    expect(Math.max(...told.hours.map(({ peak }) => peak))).toBe(told.peak24h);
  },
);

test('changes that are delivered again and late do not change the peak', async () => {
  const { account, id, key } = await berth.aPlace({ maxConcurrentCalls: 5 });
  for (let n = 0; n < 3; n += 1) done(await start(key));
  const before = await usageOf(account, id);
  expect(before.peak24h).toBe(3);
  for (const event of [...seen, ...seen.toReversed()]) await usage(context)(event);
  expect((await usageOf(account, id)).peak24h).toBe(3);
});

test('refused starts are counted from the log, in the hour of the refusal', async () => {
  const { account, id, key } = await berth.aPlace({ maxConcurrentCalls: 1 });
  done(await start(key));
  await handOnTheLog();
  for (let n = 0; n < 4; n += 1) expect((await start(key)).status).toBe(429);
  await handOnTheLog();
  expect((await start(key)).status).toBe(429);
  await handOnTheLog(Date.now() - 2 * 3600 * 1000);

  const { refused24h, hours } = await usageOf(account, id);
  expect(refused24h).toBe(5);
  expect(hours.map(({ refused }) => refused).filter((refused) => refused > 0)).toEqual([1, 4]);
});
