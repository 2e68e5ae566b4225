import type { Race } from '../race.ts';
import { inAPlace } from './place.ts';
import {
  edit,
  end,
  heartbeat,
  heartbeats,
  leaseOf,
  reallocate,
  release,
  start,
  sweep,
  wait,
} from './steps.ts';

/** Pauses of an environment, calls that an Admin ends, and heartbeats of many calls at once. */
export const pauseRaces: readonly Race[] = [
  {
    name: 'starts meet the pause of their environment',
    given: inAPlace({ limit: 3, running: ['a'] }, (place) => ({
      caller: [start(place), start(place, { id: 'b' })],
      holder: [end(place, 'a')],
      admin: [edit(place, { paused: true }), start(place, { id: 'late' })],
    })),
  },
  {
    name: 'starts meet the pause of an environment of two gates',
    remembered: [1, 2],
    given: inAPlace({ limit: 45 }, (place) => ({
      caller: [start(place), start(place)],
      admin: [edit(place, { paused: true }), start(place, { id: 'b' })],
    })),
  },
  {
    name: 'an environment that is paused is edited and reallocated while calls start',
    given: inAPlace({ limit: 3, spare: 5 }, async (place, stage) => {
      await edit(place, { paused: true })(stage);
      return {
        caller: [start(place)],
        admin: [edit(place, { maxConcurrentCalls: 4 })],
        other: [reallocate(place.account, { [place.id]: 5 })],
      };
    }),
  },
  {
    name: 'a pause meets another edit',
    given: inAPlace({ limit: 3, spare: 5 }, (place) => ({
      caller: [start(place)],
      admin: [edit(place, { paused: true })],
      other: [edit(place, { maxConcurrentCalls: 4 })],
    })),
  },
  {
    name: 'calls above a lowered limit end while their environment is paused, and the sweeper comes by',
    given: inAPlace({ limit: 3, running: ['a', 'b', 'c'] }, async (place, stage) => {
      await edit(place, { maxConcurrentCalls: 1 })(stage);
      return {
        holder: [end(place, 'a'), end(place, 'b')],
        admin: [edit(place, { paused: true })],
        sweeper: [sweep],
        caller: [start(place)],
      };
    }),
  },
  {
    name: 'an Admin ends a call whose holder keeps it alive, and ends it as well',
    given: inAPlace({ limit: 1, running: ['a'] }, (place) => ({
      admin: [release(place, 'a')],
      holder: [heartbeat(place, 'a'), end(place, 'a')],
      caller: [start(place, { id: 'b' })],
    })),
  },
  {
    name: 'an Admin ends a call while another takes its name, in two gates',
    remembered: [1, 2],
    given: inAPlace({ limit: 45, running: { a: { gate: 1, row: true } } }, (place) => ({
      admin: [release(place, 'a')],
      caller: [end(place, 'a'), start(place, { id: 'a' })],
    })),
  },
  {
    name: 'heartbeats of many meet the end of one lease, whose slot another call takes over',
    given: inAPlace({ limit: 2, running: { short: { leaseSeconds: 10 }, long: {} } }, (place) => ({
      holder: [wait(11), heartbeats(place, ['short', 'long'], 3600), leaseOf(place, 'short')],
      caller: [start(place, { id: 'b' })],
    })),
  },
  {
    name: 'heartbeats of many meet one of a single call for longer',
    given: inAPlace({ limit: 2, running: { a: { leaseSeconds: 20 }, b: { leaseSeconds: 20 } } }, (place) => ({
      holder: [heartbeats(place, ['a', 'b']), leaseOf(place, 'a')],
      other: [heartbeat(place, 'a', 1800), leaseOf(place, 'a')],
    })),
  },
  {
    name: 'heartbeats of many meet a call that ends, and one that starts under its name',
    given: inAPlace({ limit: 2, running: { a: { leaseSeconds: 60 }, b: { leaseSeconds: 60 } } }, (place) => ({
      holder: [heartbeats(place, ['a', 'b'], 300)],
      caller: [end(place, 'a'), start(place, { id: 'c', leaseSeconds: 60 }), leaseOf(place, 'c')],
    })),
  },
];
