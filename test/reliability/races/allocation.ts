import type { Race } from '../race.ts';
import { aPlace, inAnAccount, inAPlace } from './place.ts';
import { bringBack, create, edit, reallocate, reconcile, remove, removeForGood } from './steps.ts';

/** Requests that want the same part of a plan, the same name, or the last environment. */
export const allocationRaces: readonly Race[] = [
  {
    name: 'two creates want more than the plan has left',
    dangerous: ['ada 2, ben 2, cyd 2, ada, ben, cyd'],
    given: inAnAccount((account) => ({
      ada: [create(account, 15, 'a')],
      ben: [create(account, 10, 'b')],
      cyd: [create(account, 5, 'c')],
    })),
  },
  {
    name: 'a create, an edit and a reallocation want the same free calls',
    dangerous: ['cyd 2, ben, ada, cyd', 'cyd 3, ben, ada, cyd'],
    given: inAPlace({ limit: 10, spare: 5 }, (place) => {
      const { account, id } = place;
      return {
        ada: [create(account, 5, 'new')],
        ben: [edit(place, { maxConcurrentCalls: 14 })],
        cyd: [reallocate(account, { [id]: 12, [account.defaultId]: 21 })],
      };
    }),
  },
  {
    name: 'two reallocations move calls in opposite directions',
    async given(stage) {
      const { account, id } = await aPlace(stage, { limit: 20 });
      return {
        ada: [reallocate(account, { [id]: 15, [account.defaultId]: 25 })],
        ben: [reallocate(account, { [id]: 25, [account.defaultId]: 15 })],
        cyd: [reallocate(account, { [id]: 20, [account.defaultId]: 20 })],
      };
    },
  },
  {
    name: 'a reallocation that fits before and after another change is not refused in between',
    given: inAPlace({ limit: 20 }, (place) => {
      const { account, id } = place;
      return {
        ada: [edit(place, { maxConcurrentCalls: 15 })],
        ben: [reallocate(account, { [id]: 20 })],
      };
    }),
  },
  {
    name: 'a reallocation meets the deletion of an environment that it wants to change',
    dangerous: ['ada 3, ben, ada', 'ada 4, ben, ada', 'ada 5, ben, ada'],
    given: inAPlace({ limit: 20 }, (place) => {
      const { account, id } = place;
      return {
        ada: [reallocate(account, { [id]: 15, [account.defaultId]: 25 })],
        ben: [remove(place, false)],
      };
    }),
  },
  {
    name: 'two creates take the same name',
    given: inAnAccount((account) => ({
      ada: [create(account, 1, 'Staging')],
      ben: [create(account, 1, 'STAGING')],
    })),
  },
  {
    name: 'one create is sent twice at once under one Idempotency-Key',
    dangerous: ['first 3, again, first'],
    given: inAnAccount(async (account) => {
      const key = { 'idempotency-key': 'once' };
      return { first: [create(account, 1, 'new', key)], again: [create(account, 1, 'new', key)] };
    }),
  },
  {
    name: 'the last two environments are deleted and hidden at once',
    dangerous: ['ben 3, ada, ben, cyd', 'cyd 3, ada, cyd, ben', 'cyd 2, ben, cyd, ada'],
    given: inAPlace({ limit: 1 }, (place) => {
      const first = { ...place, id: place.account.defaultId };
      return {
        ada: [remove(place, false)],
        ben: [remove(first, false)],
        cyd: [edit(first, { hidden: true })],
      };
    }),
  },
  {
    name: 'a restore meets a create of the same name for the last calls, and another restore',
    given: inAPlace({ limit: 10, name: 'staging' }, async (place, stage) => {
      await remove(place, false)(stage);
      return {
        ada: [bringBack(place)],
        ben: [create(place.account, 10, 'staging')],
        cyd: [bringBack(place)],
      };
    }),
  },
  {
    name: 'two edits of one environment each keep what the other changed',
    given: inAPlace({ limit: 10, spare: 10 }, (place) => ({
      ada: [edit(place, { name: 'renamed' })],
      ben: [edit(place, { maxConcurrentCalls: 15 })],
      cyd: [edit(place, { hidden: true })],
    })),
  },
  {
    name: 'the reconciler comes by while an environment is made and another one is changed',
    dangerous: ['reconciler 1, ada, reconciler 9, ben, reconciler', 'reconciler 2, ada, ben, reconciler'],
    given: inAPlace({ limit: 40, spare: 20 }, (place) => ({
      ada: [create(place.account, 5, 'new')],
      ben: [edit(place, { maxConcurrentCalls: 45, name: 'renamed' })],
      reconciler: [reconcile],
    })),
  },
  {
    name: 'the reconciler comes by while an environment is deleted and brought back',
    dangerous: ['ada 3, reconciler 8, ada, reconciler'],
    given: inAPlace({ limit: 10 }, (place) => ({
      ada: [remove(place, false), bringBack(place)],
      reconciler: [reconcile],
    })),
  },
  {
    name: 'an environment is deleted, restored and deleted permanently at once',
    given: inAPlace({ limit: 5, spare: 10 }, (place) => ({
      ada: [remove(place, false), bringBack(place)],
      ben: [removeForGood(place)],
      cyd: [remove(place, false)],
    })),
  },
];
