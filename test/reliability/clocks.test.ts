import * as fc from 'fast-check';
import type { EnvironmentId } from '../../lib/api/schemas/ids.ts';
import { aBerth, done } from '../setup/berth.ts';
import { checkTable } from './checker/check-table.ts';
import { directClient } from './direct-client.ts';

import { forgetGates, standingClock } from './race.ts';
import { aPlace } from './races/place.ts';
import { failureOf } from './report.ts';
import { allItems, restore } from './table-copy.ts';

const berth = await aBerth();
const LIMIT = 3;

/** The true time, and functions whose clocks are behind and ahead of it. */
const truth = standingClock();
const OFFSETS = [-600, 0, 600];
const SKEW = 1200;
const functions = await Promise.all(
  OFFSETS.map(async (offset) => {
    const clock = { ...truth, now: () => truth.now() + offset * 1000 };
    return directClient({ ...berth.context, clock });
  }),
);
const place = await aPlace({ berth }, { limit: LIMIT });
// Created by a function whose clock is right. Its key has no end.
const start = await allItems(berth.context.table);
const began = truth.now();

const served = (by: number) => functions[by % functions.length] as (typeof functions)[number];

async function prepare(): Promise<void> {
  await restore(berth.context.table, start);
  truth.set(began);
  forgetGates(place.id as EnvironmentId);
}

/** The holders that believe, by the true time, that their call runs, with the start and length of each lease. */
class Holders {
  readonly #until = new Map<string, number>();
  holds(call: string, leaseSeconds: number): void {
    this.#until.set(call, truth.now() + leaseSeconds * 1000);
  }
  isOver(call: string): void {
    this.#until.delete(call);
  }
  get now(): string[] {
    return [...this.#until].filter(([, until]) => until > truth.now()).map(([call]) => call);
  }
}

const held = async () => {
  const items = await allItems(berth.context.table);
  expect(checkTable(items, truth.now())).toEqual([]);
  const gate = items.find(({ pk, sk }) => String(pk).endsWith(place.id) && sk === 'GATE');
  return Object.keys(gate?.['l'] ?? {}).length;
};

describe('with clocks that are 10 minutes behind and 10 minutes ahead', () => {
  test.each([60, 600, 3600])(
    'at most limit × (1 + ⌈skew ÷ lease⌉) holders believe that they run, with leases of %i s and holders that vanish',
    async (leaseSeconds) => {
      const bound = LIMIT * (1 + Math.ceil(SKEW / leaseSeconds));
      const steps = fc.array(fc.tuple(fc.nat(2), fc.constantFrom(0, 1, leaseSeconds / 4, leaseSeconds)), {
        minLength: 10,
        maxLength: 30,
        size: 'max',
      });
      const property = fc.asyncProperty(steps, async (given) => {
        await prepare();
        const holders = new Holders();
        for (const [by, pause] of given) {
          const answer = await served(by)('startCall', { as: place.key, body: { leaseSeconds } });
          expect([201, 429]).toContain(answer.status);
          if (answer.status === 201) holders.holds(answer.body.id, leaseSeconds);
          expect(holders.now.length).toBeLessThanOrEqual(bound);
          truth.advance(pause);
        }
        // Whatever holders believe, the gate never holds more leases than the limit.
        expect(await held()).toBeLessThanOrEqual(LIMIT);
      });
      expect(await failureOf(property, { short: 4, long: 300 })).toBeUndefined();
    },
  );

  test('never more than the limit run when heartbeats come sooner than lease − skew', async () => {
    const leaseSeconds = 3600;
    const beat = leaseSeconds - SKEW - 1;
    const property = fc.asyncProperty(
      fc.array(fc.nat(2), { minLength: 12, maxLength: 24, size: 'max' }),
      async (bys) => {
        await prepare();
        const holders = new Holders();
        for (const [turn, by] of bys.entries()) {
          const answer = await served(by)('startCall', { as: place.key, body: { leaseSeconds } });
          if (answer.status === 201) holders.holds(answer.body.id, leaseSeconds);
          expect(holders.now.length).toBeLessThanOrEqual(LIMIT);
          if (turn % 3 < 2) continue;
          truth.advance(beat);
          for (const callId of holders.now) {
            const params = { callId };
            done(await served(by + turn)('heartbeatCall', { as: place.key, params, body: { leaseSeconds } }));
            holders.holds(callId, leaseSeconds);
          }
        }
        expect(holders.now).toHaveLength(LIMIT);
      },
    );
    expect(await failureOf(property, { short: 4, long: 300 })).toBeUndefined();
  });

  test('a holder whose slot was taken early learns it from its next heartbeat, and its late end ends no other call', async () => {
    await prepare();
    const [behind, , ahead] = functions as [(typeof functions)[0], unknown, (typeof functions)[0]];
    const body = { leaseSeconds: 60 };
    const sleepers = await Promise.all([1, 2, 3].map(() => behind('startCall', { as: place.key, body })));
    const takers = await Promise.all([1, 2, 3].map(() => ahead('startCall', { as: place.key, body })));
    expect([...sleepers, ...takers].map(({ status }) => status)).toEqual(
      Array.from({ length: 6 }, () => 201),
    );
    for (const { body: call } of sleepers) {
      const params = { callId: call.id };
      expect(await behind('heartbeatCall', { as: place.key, params, body })).toBeRefused(
        410,
        'lease_expired',
      );
      expect((await behind('endCall', { as: place.key, params })).status).toBe(204);
    }
    expect(await held()).toBe(LIMIT);
    expect(await behind('startCall', { as: place.key, body })).toMatchObject({ status: 429 });
  });
});
