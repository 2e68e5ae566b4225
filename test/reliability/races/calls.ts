import type { Race } from '../race.ts';
import { inAPlace } from './place.ts';
import {
  bringBack,
  countCalls,
  edit,
  end,
  heartbeat,
  remove,
  revoke,
  rotate,
  start,
  sweep,
  wait,
} from './steps.ts';

/** Calls that meet each other, a changing limit, a deleted environment, a revoked key, or the end of a lease. */
export const callRaces: readonly Race[] = [
  {
    name: 'starts meet a limit that is lowered',
    dangerous: ['admin 3, caller, other, admin'],
    given: inAPlace({ limit: 3, running: ['a'] }, (place) => ({
      caller: [start(place), start(place)],
      other: [start(place, { id: 'b' })],
      admin: [edit(place, { maxConcurrentCalls: 2 })],
    })),
  },
  {
    name: 'starts that take over slots of leases that have run out meet a limit that is lowered',
    given: inAPlace(
      { limit: 2, running: { a: { leaseSeconds: 10 }, b: { leaseSeconds: 10 } }, after: 11 },
      (place) => ({
        one: [start(place)],
        other: [start(place, { id: 'a' })],
        admin: [edit(place, { maxConcurrentCalls: 1 })],
      }),
    ),
  },
  {
    name: 'a start that takes over the slot of a lease which runs out just now meets a limit that is lowered',
    given: inAPlace({ limit: 2, running: { a: { leaseSeconds: 10 }, b: {} } }, (place) => ({
      caller: [wait(11), start(place)],
      admin: [edit(place, { maxConcurrentCalls: 1 }), countCalls(place.account)],
    })),
    dangerous: ['admin 4, caller 2, admin, caller'],
  },
  {
    name: 'starts want the one slot whose lease has run out',
    given: inAPlace({ limit: 2, running: { a: { leaseSeconds: 10 }, b: {} }, after: 11 }, (place) => ({
      one: [start(place)],
      other: [start(place)],
      third: [start(place, { id: 'c' })],
    })),
  },
  {
    name: 'one name is started by two callers at once',
    given: inAPlace({ limit: 2 }, (place) => ({
      one: [start(place, { id: 'x' })],
      other: [start(place, { id: 'x' }), end(place, 'x')],
      third: [start(place)],
    })),
  },
  {
    name: 'ends above a lowered limit meet another edit: what they free is handed back once',
    given: inAPlace({ limit: 3, running: ['a', 'b', 'c'] }, async (place, stage) => {
      await edit(place, { maxConcurrentCalls: 1 })(stage);
      return {
        one: [end(place, 'a')],
        other: [end(place, 'b')],
        admin: [edit(place, { maxConcurrentCalls: 2 })],
      };
    }),
  },
  {
    name: 'ends above a lowered limit meet the sweeper and a rename',
    given: inAPlace({ limit: 3, running: ['a', 'b', 'c'] }, async (place, stage) => {
      await edit(place, { maxConcurrentCalls: 1 })(stage);
      return { one: [end(place, 'a')], admin: [edit(place, { name: 'renamed' })], sweeper: [sweep] };
    }),
  },
  {
    name: 'a start meets the deletion of its environment',
    dangerous: ['admin 3, caller, admin'],
    given: inAPlace({ limit: 2 }, (place) => ({
      caller: [start(place), start(place)],
      admin: [remove(place, false)],
    })),
  },
  {
    name: 'a start and an end meet the draining of their environment',
    given: inAPlace({ limit: 3, running: ['a'] }, (place) => ({
      caller: [start(place)],
      holder: [end(place, 'a')],
      admin: [remove(place, true)],
    })),
  },
  {
    name: 'the last two calls of a draining environment end at once, while the sweeper comes by',
    given: inAPlace({ limit: 3, running: ['a', 'b'] }, async (place, stage) => {
      await remove(place, true)(stage);
      return { one: [end(place, 'a')], other: [end(place, 'b')], sweeper: [sweep] };
    }),
  },
  {
    name: 'a start meets deletion and restore: the key from before stays dead',
    given: inAPlace({ limit: 2 }, (place) => ({
      caller: [start(place)],
      admin: [remove(place, false), bringBack(place)],
    })),
  },
  {
    name: 'starts meet the rotation of their key without grace',
    given: inAPlace({ limit: 2 }, (place) => ({
      caller: [start(place), start(place)],
      admin: [rotate(place, { graceSeconds: 0 })],
    })),
  },
  {
    name: 'a start, a heartbeat and an end meet the revocation of their key',
    dangerous: ['admin, caller, holder'],
    given: inAPlace({ limit: 3, running: ['a', 'b'] }, (place) => ({
      caller: [start(place)],
      holder: [heartbeat(place, 'a'), end(place, 'b')],
      admin: [revoke(place)],
    })),
  },
  {
    name: 'two rotations and a revocation of one key',
    given: inAPlace({ limit: 1 }, (place) => ({
      ada: [rotate(place, { graceSeconds: 60 })],
      ben: [rotate(place, { graceSeconds: 60, supersede: true })],
      cyd: [revoke(place)],
    })),
  },
  {
    name: 'a holder that slept past its lease comes back, late, to a slot that another takes over',
    given: inAPlace({ limit: 1, running: { sleeper: { leaseSeconds: 10 } } }, (place) => ({
      sleeper: [heartbeat(place, 'sleeper'), end(place, 'sleeper')],
      time: [wait(11)],
      taker: [start(place, { id: 'taker' })],
    })),
  },
  {
    name: 'an unnamed holder that slept past its lease cannot come back in',
    given: inAPlace({ limit: 1 }, async (place, stage) => {
      const { body } = await stage.call('startCall', { as: place.key, body: { leaseSeconds: 10 } });
      stage.context.clock.advance(11);
      return { sleeper: [heartbeat(place, body.id), end(place, body.id)], taker: [start(place)] };
    }),
  },
  {
    name: 'the sweeper meets a heartbeat in the last moment of a lease, and a start',
    dangerous: ['sweeper 3, holder, sweeper, taker'],
    given: inAPlace({ limit: 1, running: { a: { leaseSeconds: 10 } } }, (place) => ({
      holder: [heartbeat(place, 'a')],
      sweeper: [wait(11), sweep],
      taker: [start(place, { id: 'b' })],
    })),
  },
];
