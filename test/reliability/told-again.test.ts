import type { DynamoDBRecord } from 'aws-lambda';
import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { serve } from '../../functions/usage.ts';
import { sweepNow } from '../setup/sweep.ts';
import { createTable } from '../../lib/table/create.ts';
import { openTable } from '../../lib/table/table.ts';
import { aBerth, done, inEnvironment } from '../setup/berth.ts';
import { followUsage } from '../setup/usage.ts';
import { checkUsage } from './checker/check-usage.ts';
import { sortOut } from './checker/items.ts';
import { runs, seed } from './effort.ts';
import { faults, injectFaults } from './faults.ts';
import { allItems, restore } from './table-copy.ts';

/** Ended calls, each by its environment, id, start and outcome, and all that the stream delivered. */
async function aDay(): Promise<{ expected: string[]; told: DynamoDBRecord[] }> {
  const berth = await aBerth({ stream: true });
  const { call, context } = berth;
  const usage = await followUsage(berth);
  const account = await berth.anAccount({ plan: 200 });
  const expected: string[] = [];
  const environments: string[] = [];
  for (const maxConcurrentCalls of [3, 60]) {
    const { id: environmentId, key } = await berth.anEnvironment(account, { maxConcurrentCalls });
    environments.push(environmentId);
    const start = async (id: string | undefined, outcome: string) => {
      const body = { ...(id !== undefined && { id }), leaseSeconds: 10 };
      const started = done(await call('startCall', { as: key, body }));
      expected.push([environmentId, started.id, started.startedAt, outcome].join(' '));
      return started.id;
    };
    const end = (callId: string) => call('endCall', { as: key, params: { callId } });
    for (let hour = 0; hour < 3; hour += 1) {
      await end(await start('same', 'ended'));
      await end(await start(undefined, 'ended'));
      await start('same', 'expired');
      await start(undefined, 'expired');
      const beaten = await start(undefined, 'ended');
      context.clock.advance(6);
      done(await call('heartbeatCall', { as: key, params: { callId: beaten } }));
      context.clock.advance(6);
      // Two leases have run out. A start under the same id ends one call, and the sweeper the other.
      await start('same', 'ended');
      await sweepNow(context);
      await end('same');
      await end(beaten);
      context.clock.advance(5 * 3600);
    }
    const last = await start('last', 'drained');
    const query = { drain: true };
    done(await call('deleteEnvironment', { ...inEnvironment(account, environmentId), query }));
    await end(last);
  }
  for (const environmentId of environments) await usage.caughtUp(environmentId);
  await usage.stop();
  // What a deployed function gets: the changes of gates.
  const told = usage.told.filter(({ dynamodb }) => dynamodb?.Keys?.['sk']?.S?.startsWith('GATE'));
  return { expected: expected.toSorted(), told };
}

const { expected, told } = await aDay();

const table = openTable(`berth-${randomUUID()}`, { endpoint: process.env['DYNAMODB_ENDPOINT'] ?? '' });
await createTable(table, { stream: false });
const injection = injectFaults(table);
const usage = serve({
  table,
  clock: { now: () => Date.now() },
  settings: { sweepSeconds: 60 },
} as Parameters<typeof serve>[0]);
afterAll(() => table.documents.destroy());

/** Some of the changes in any order, some of them several times, and the failures meanwhile. */
const delivery = fc.record({
  changes: fc.array(fc.nat(told.length - 1), { minLength: 1, maxLength: told.length }),
  fault: fc.option(
    fc.record({
      kind: fc.constantFrom(...faults),
      from: fc.nat(3),
      // Three in a row are more than the SDK retries.
      requests: fc.constantFrom(1, 3),
    }),
  ),
  /** Two are delivered at the same time. */
  alone: fc.boolean(),
});
type Delivery = typeof delivery extends fc.Arbitrary<infer D> ? D : never;

const hand = (changes: readonly number[]) =>
  usage({ Records: changes.flatMap((index) => told[index] ?? []) });

/** @returns the changes that the function has processed, which need not be delivered again */
async function deliver({ changes, fault, alone }: Delivery): Promise<readonly number[]> {
  if (fault !== null) {
    const { kind, from, requests } = fault;
    injection.arm((attempt) => (attempt >= from && attempt < from + requests ? kind : undefined));
  }
  const others = alone ? [] : [changes.toReversed()];
  const outcomes = await Promise.allSettled([changes, ...others].map((each) => hand(each)));
  injection.disarm();
  const failure = outcomes.find(({ status }) => status === 'rejected');
  if (fault === null && failure !== undefined) throw new Error('failed without a fault', { cause: failure });
  return outcomes.some(({ status }) => status === 'fulfilled') ? changes : [];
}

test('when the stream delivers twice, late, out of order and after failures, each call has one record that the figures agree with', async () => {
  const order = fc.shuffledSubarray(
    told.map((_, index) => index),
    { minLength: told.length },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(delivery, { maxLength: 4 }), order, async (deliveries, last) => {
      await restore(table, []);
      const taken = new Set<number>();
      for (const each of deliveries) for (const change of await deliver(each)) taken.add(change);
      // Failures are delivered again until they succeed, here twice at once.
      const due = last.filter((change) => !taken.has(change));
      await hand([...due, ...due.toReversed()]);
      const items = await allItems(table);
      const records = items.filter(
        ({ pk, sk }) => String(pk).startsWith('HISTORY#') && String(sk).startsWith('CALL#'),
      );
      const found = records.map(({ environmentId, id, startedAt, outcome }) =>
        [environmentId, id, startedAt, outcome].join(' '),
      );
      expect(found.toSorted()).toEqual(expected);
      expect(checkUsage(sortOut(items))).toEqual([]);
    }),
    { numRuns: runs({ short: 20, long: 2_000 }), seed, endOnFailure: true },
  );
});
