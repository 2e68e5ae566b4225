import { quotasFor } from '../../../lib/gate/sizing/shares.ts';
import type { Race } from '../race.ts';
import { type Place, inAPlace, madeIn, running, runningAll, withACampaign } from './place.ts';
import { edit, editCampaign, end, heartbeat, remove, removeCampaign, start, sweep, wait } from './steps.ts';

const inbound = { direction: 'inbound' } as const;
const outbound = { direction: 'outbound' } as const;

/** One gate decides alone. Several gates have shares of each cap, which must never exceed it together. */
const sizes = [
  { where: 'one gate', limit: 4, remembered: [1] },
  { where: 'two gates', limit: 45, remembered: [1, 2] },
];

/** Two outbound calls may run. */
const reserveAllButTwo = (place: Place, limit: number) => edit(place, { reservedInboundCalls: limit - 2 });

/** Calls that meet each other under a cap, or a cap that comes, changes and goes. */
const racesOf = ({ where, limit }: (typeof sizes)[number]): Race[] => [
  {
    name: `two outbound starts want the last slot that is not reserved, in ${where}`,
    dangerous: ['one 2, other 2, one, other'],
    given: inAPlace({ limit, running: { a: { row: true } } }, async (place, stage) => {
      await reserveAllButTwo(place, limit)(stage);
      return {
        one: [start(place, outbound)],
        other: [start(place, { id: 'x', ...outbound })],
        third: [start(place, inbound)],
      };
    }),
  },
  {
    name: `outbound starts meet the edit that reserves slots, in ${where}`,
    dangerous: [
      'admin 3, caller, admin, other',
      'admin 4, caller, admin, other',
      'admin 4, caller, other, admin',
      'admin 5, caller, other, admin',
    ],
    given: inAPlace({ limit, running: { a: { gate: quotasFor(limit).length - 1 } } }, (place) => ({
      caller: [start(place, outbound)],
      other: [start(place, { id: 'x', ...outbound })],
      admin: [reserveAllButTwo(place, limit)],
    })),
  },
  {
    name: `an end, a heartbeat and an inbound start meet the edit that reserves slots, in ${where}`,
    dangerous: ['admin 3, holder, admin', 'admin 4, holder, admin', 'admin 5, holder, admin'],
    given: inAPlace({ limit, running: { a: { row: true }, b: { row: true } } }, (place) => ({
      holder: [heartbeat(place, 'a'), end(place, 'b')],
      caller: [start(place, inbound)],
      admin: [reserveAllButTwo(place, limit)],
    })),
  },
  {
    name: `leases that run out are swept, or their slots taken over, while slots are reserved, in ${where}`,
    dangerous: ['time 1, admin 3, taker, admin, time', 'admin, time 1, taker, time', 'time 3, admin, time'],
    given: inAPlace(
      { limit, running: { a: { leaseSeconds: 10, row: true }, b: { leaseSeconds: 10, row: true } } },
      async (place, stage) => {
        const [first = 0, second = 0] = quotasFor(limit);
        await runningAll(stage, place.id, madeIn(0, first - 3, 'inbound'));
        if (second > 0) await runningAll(stage, place.id, madeIn(1, second, 'inbound'), { gate: 1 });
        await running(stage, place.id, 'c', { row: true });
        return {
          time: [wait(11), sweep],
          taker: [start(place, inbound), start(place, outbound)],
          admin: [reserveAllButTwo(place, limit)],
        };
      },
    ),
  },
  {
    name: `outbound calls end and start while slots cease to be reserved, in ${where}`,
    dangerous: ['holder 1, admin, holder, caller', 'caller 1, admin, caller, holder'],
    given: inAPlace({ limit, running: { a: { row: true }, b: { row: true } } }, async (place, stage) => {
      await reserveAllButTwo(place, limit)(stage);
      return {
        holder: [end(place, 'a')],
        caller: [start(place, outbound)],
        admin: [edit(place, { reservedInboundCalls: 0 }), reserveAllButTwo(place, limit)],
      };
    }),
  },
  {
    name: `a call of one name is ended and started again with the other direction, in ${where}`,
    dangerous: ['late 2, holder, late', 'late 3, holder, late'],
    given: inAPlace({ limit, running: { x: { row: true } } }, async (place, stage) => {
      await reserveAllButTwo(place, limit)(stage);
      return {
        holder: [end(place, 'x'), start(place, { id: 'x', ...inbound })],
        late: [end(place, 'x')],
      };
    }),
  },
  {
    name: `a campaign gets a limit while its calls start and end, in ${where}`,
    dangerous: [
      'admin 5, caller, admin, holder',
      'admin 6, caller, holder, admin',
      'caller 2, admin, caller',
    ],
    given: withACampaign({ limit }, (place, campaignId) => ({
      holder: [end(place, 'a')],
      caller: [start(place, { campaignId }), start(place, { campaignId, id: 'x' })],
      admin: [editCampaign(place, campaignId, { maxConcurrentCalls: 1 })],
    })),
  },
  {
    name: `a campaign that has as many calls as it may is paused and resumed while one more wants to start, in ${where}`,
    // At some of these points the resumed campaign's calls are counted, but its limit is not in force yet.
    dangerous: [6, 7, 11, 12, 13, 14, 15, 16].map((asked) => `caller 1, admin ${asked}, caller, admin`),
    given: withACampaign({ limit }, async (place, campaignId, stage) => {
      await editCampaign(place, campaignId, { maxConcurrentCalls: 1 })(stage);
      return {
        caller: [start(place, { campaignId })],
        holder: [heartbeat(place, 'a')],
        admin: [
          editCampaign(place, campaignId, { status: 'paused' }),
          editCampaign(place, campaignId, { status: 'running' }),
        ],
      };
    }),
  },
  {
    name: `a campaign loses its limit, and is deleted, while its calls start and end, in ${where}`,
    dangerous: ['caller 2, admin, caller, holder', 'holder 2, admin, holder, caller'],
    given: withACampaign({ limit }, async (place, campaignId, stage) => {
      await editCampaign(place, campaignId, { maxConcurrentCalls: 1 })(stage);
      return {
        holder: [end(place, 'a')],
        caller: [start(place, { campaignId })],
        admin: [
          editCampaign(place, campaignId, { maxConcurrentCalls: null }),
          removeCampaign(place, campaignId),
        ],
      };
    }),
  },
  {
    name: `an environment drains while its reserve and a campaign’s limit are changed, in ${where}`,
    dangerous: [
      'admin 3, drainer, admin, holder',
      'admin 5, drainer, admin, holder',
      'drainer 4, admin, drainer',
    ],
    // An environment that is deleted while its key is in use.
    alike: ['404 not_found', '401 unauthenticated'],
    given: withACampaign({ limit }, async (place, campaignId, stage) => {
      await reserveAllButTwo(place, limit)(stage);
      return {
        holder: [end(place, 'a')],
        admin: [editCampaign(place, campaignId, { maxConcurrentCalls: 1 }), start(place, { campaignId })],
        drainer: [remove(place, true)],
      };
    }),
  },
];

/** Slots that are reserved for inbound calls, and the limits of campaigns. */
export const capRaces: readonly Race[] = sizes.flatMap((size) =>
  racesOf(size).map((race) => ({ ...race, remembered: size.remembered })),
);
