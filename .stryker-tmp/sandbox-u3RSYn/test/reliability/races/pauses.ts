import type { Race } from '../race.ts';
import {
  aPlace,
  edit,
  end,
  heartbeat,
  heartbeats,
  leaseOf,
  reallocate,
  release,
  running,
  start,
  sweep,
  wait,
} from './steps.ts';

/** Pauses of an environment, calls that an Admin ends, and heartbeats of many calls at once. */
export const pauseRaces: readonly Race[] = [
  {
    name: 'starts meet the pause of their environment',
    async given(stage) {
      const place = await aPlace(stage, { limit: 3 });
      await running(stage, place.id, 'a');
      return {
        caller: [start(place), start(place, { id: 'b' })],
        holder: [end(place, 'a')],
        admin: [edit(place, { paused: true }), start(place, { id: 'late' })],
      };
    },
  },
  {
    name: 'starts meet the pause of an environment of two gates',
    remembered: [1, 2],
    async given(stage) {
      const place = await aPlace(stage, { limit: 45 });
      return {
        caller: [start(place), start(place)],
        admin: [edit(place, { paused: true }), start(place, { id: 'b' })],
      };
    },
  },
  {
    name: 'an environment that is paused is edited and reallocated while calls start',
    async given(stage) {
      const place = await aPlace(stage, { limit: 3, spare: 5 });
      await edit(place, { paused: true })(stage);
      return {
        caller: [start(place)],
        admin: [edit(place, { maxConcurrentCalls: 4 })],
        other: [reallocate(place.account, { [place.id]: 5 })],
      };
    },
  },
  {
    name: 'a pause meets another edit',
    async given(stage) {
      const place = await aPlace(stage, { limit: 3, spare: 5 });
      return {
        caller: [start(place)],
        admin: [edit(place, { paused: true })],
        other: [edit(place, { maxConcurrentCalls: 4 })],
      };
    },
  },
  {
    name: 'calls above a lowered limit end while their environment is paused, and the sweeper comes by',
    async given(stage) {
      const place = await aPlace(stage, { limit: 3 });
      for (const name of ['a', 'b', 'c']) await running(stage, place.id, name);
      await edit(place, { maxConcurrentCalls: 1 })(stage);
      return {
        holder: [end(place, 'a'), end(place, 'b')],
        admin: [edit(place, { paused: true })],
        sweeper: [sweep],
        caller: [start(place)],
      };
    },
  },
  {
    name: 'an Admin ends a call whose holder keeps it alive, and ends it as well',
    async given(stage) {
      const place = await aPlace(stage, { limit: 1 });
      await running(stage, place.id, 'a');
      return {
        admin: [release(place, 'a')],
        holder: [heartbeat(place, 'a'), end(place, 'a')],
        caller: [start(place, { id: 'b' })],
      };
    },
  },
  {
    name: 'an Admin ends a call while another takes its name, in two gates',
    remembered: [1, 2],
    async given(stage) {
      const place = await aPlace(stage, { limit: 45 });
      await running(stage, place.id, 'a', { gate: 1, row: true });
      return { admin: [release(place, 'a')], caller: [end(place, 'a'), start(place, { id: 'a' })] };
    },
  },
  {
    name: 'heartbeats of many meet the end of one lease, whose place another call takes over',
    async given(stage) {
      const place = await aPlace(stage, { limit: 2 });
      await running(stage, place.id, 'short', { leaseSeconds: 10 });
      await running(stage, place.id, 'long');
      return {
        holder: [wait(11), heartbeats(place, ['short', 'long'], 3600), leaseOf(place, 'short')],
        caller: [start(place, { id: 'b' })],
      };
    },
  },
  {
    name: 'heartbeats of many meet one of a single call for longer',
    async given(stage) {
      const place = await aPlace(stage, { limit: 2 });
      await running(stage, place.id, 'a', { leaseSeconds: 20 });
      await running(stage, place.id, 'b', { leaseSeconds: 20 });
      return {
        holder: [heartbeats(place, ['a', 'b']), leaseOf(place, 'a')],
        other: [heartbeat(place, 'a', 1800), leaseOf(place, 'a')],
      };
    },
  },
  {
    name: 'heartbeats of many meet a call that ends, and one that starts under its name',
    async given(stage) {
      const place = await aPlace(stage, { limit: 2 });
      await running(stage, place.id, 'a', { leaseSeconds: 60 });
      await running(stage, place.id, 'b', { leaseSeconds: 60 });
      return {
        holder: [heartbeats(place, ['a', 'b'], 300)],
        caller: [end(place, 'a'), start(place, { id: 'c', leaseSeconds: 60 }), leaseOf(place, 'c')],
      };
    },
  },
];
