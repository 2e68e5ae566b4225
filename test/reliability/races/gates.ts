import type { Race } from '../race.ts';
import { inAPlace, runningAll } from './place.ts';
import { edit, end, heartbeat, remove, rotate, start, sweep, wait } from './steps.ts';

/** Environments that get more or fewer gates while calls start and end. Up to a limit of 40 an environment has one gate. */
export const gateRaces: readonly Race[] = (
  [
    {
      name: 'a named start meets the step from one gate to two',
      dangerous: ['admin, caller, other', 'admin 3, caller, admin, other'],
      given: inAPlace({ limit: 40, spare: 10, running: ['a'] }, (place) => ({
        caller: [start(place, { id: 'x' })],
        other: [start(place, { id: 'x' })],
        admin: [edit(place, { maxConcurrentCalls: 45 })],
      })),
    },
    {
      name: 'a named call is ended and started again while its gate gets company',
      given: inAPlace({ limit: 40, spare: 10, running: ['x'] }, (place) => ({
        holder: [end(place, 'x'), start(place, { id: 'x' })],
        admin: [edit(place, { maxConcurrentCalls: 45 })],
      })),
    },
    {
      name: 'a named call that runs is started again while its gate gets company',
      given: inAPlace({ limit: 40, spare: 10, running: ['x'] }, (place) => ({
        caller: [start(place, { id: 'x' })],
        admin: [edit(place, { maxConcurrentCalls: 45 })],
      })),
      dangerous: ['admin, caller'],
    },
    {
      name: 'two edits both lead from one gate to two, and a named call moves to the other gate',
      // Nearly all slots of the first gate are taken, so the call that moves goes to the second one.
      given: inAPlace({ limit: 40, spare: 10 }, async (place, stage) => {
        const others = Array.from({ length: 39 }, (_, n) => `other-${n}`);
        await runningAll(stage, place.id, ['x', ...others]);
        return {
          ada: [edit(place, { maxConcurrentCalls: 45 })],
          ben: [edit(place, { maxConcurrentCalls: 50 }), end(place, 'x'), start(place, { id: 'x' })],
        };
      }),
      dangerous: ['ada 3, ben, ada'],
    },
    {
      name: 'named calls meet the step from two gates to one',
      given: inAPlace({ limit: 45, running: { x: { row: true } } }, (place) => ({
        holder: [end(place, 'x'), start(place, { id: 'x' })],
        other: [start(place, { id: 'y' })],
        admin: [edit(place, { maxConcurrentCalls: 40 })],
      })),
    },
    {
      name: 'a call in the second gate ends while the limit no longer needs that gate',
      given: inAPlace({ limit: 45, running: { x: { gate: 1 } } }, (place) => ({
        holder: [end(place, 'x')],
        other: [start(place, { id: 'x' })],
        admin: [edit(place, { maxConcurrentCalls: 3 })],
      })),
    },
    {
      name: 'one name is started twice where there are two gates',
      given: inAPlace({ limit: 45 }, (place) => ({
        one: [start(place, { id: 'x' })],
        other: [start(place, { id: 'x' })],
        holder: [end(place, 'x')],
      })),
    },
    {
      name: 'a heartbeat in the last moment meets a new start of the same name where there are two gates',
      given: inAPlace({ limit: 45, running: { x: { row: true, leaseSeconds: 10 } } }, (place) => ({
        holder: [heartbeat(place, 'x')],
        time: [wait(11)],
        other: [start(place, { id: 'x' })],
      })),
      dangerous: ['holder 1, time, other 2, holder, other'],
    },
    {
      name: 'a heartbeat in the last moment meets the sweeper and a new start of the same name where there are two gates',
      given: inAPlace({ limit: 45, running: { x: { row: true, leaseSeconds: 10 } } }, (place) => ({
        holder: [heartbeat(place, 'x')],
        time: [wait(11), sweep],
        other: [start(place, { id: 'x' })],
      })),
      dangerous: ['holder 1, time, holder, other'],
      remembered: [2],
    },
    {
      name: 'a late end meets a new start of the same name where there are two gates',
      dangerous: ['late 2, other, late, sweeper'],
      given: inAPlace({ limit: 45, running: { x: { gate: 1, leaseSeconds: 10 } }, after: 11 }, (place) => ({
        late: [end(place, 'x')],
        other: [start(place, { id: 'x' })],
        sweeper: [sweep],
      })),
    },
    {
      name: 'the gates get more while the key is rotated',
      given: inAPlace({ limit: 40, spare: 10 }, (place) => ({
        ada: [edit(place, { maxConcurrentCalls: 45 })],
        ben: [rotate(place, { graceSeconds: 0 })],
        caller: [start(place)],
      })),
    },
    {
      name: 'gates that are needed no more go while an edit is under way that saw a call in the last of them',
      dangerous: ['admin 3, holder, sweeper, admin'],
      given: inAPlace({ limit: 90, running: { x: { gate: 2 } } }, async (place, stage) => {
        await edit(place, { maxConcurrentCalls: 10 })(stage);
        return { admin: [edit(place, { name: 'renamed' })], holder: [end(place, 'x')], sweeper: [sweep] };
      }),
      remembered: [3],
    },
    {
      name: 'an environment of two gates drains',
      given: inAPlace({ limit: 45, running: { x: { gate: 1 } } }, (place) => ({
        caller: [start(place, { id: 'y' })],
        holder: [end(place, 'x')],
        admin: [remove(place, true)],
      })),
    },
  ] satisfies Race[]
).map((race) => ({ remembered: [1, 2], ...race }));
