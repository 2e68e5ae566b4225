import type { Race, Step, Setting, Actors } from '../race.ts';
import { type Place, inAPlace } from './place.ts';
import { asks, bringBack, create, edit, end, heartbeat, reallocate, remove, start, sweep } from './steps.ts';

type Done = 'suspend' | 'resume' | 'close';

/** A race in an environment, with an operator's changes to its account. */
const underAnOperator = (
  setting: Parameters<typeof inAPlace>[0],
  actors: (place: Place, operator: Record<Done, Step>, stage: Setting) => Actors | Promise<Actors>,
) =>
  inAPlace(setting, async (place, stage) => {
    const { token: as } = await stage.berth.aPerson({ groups: ['operators'] });
    const request = { as, params: { accountId: place.account.accountId }, body: {} };
    const operator = {
      suspend: asks('suspendAccount', { ...request, body: { reason: 'Unpaid' } }),
      resume: asks('resumeAccount', request),
      close: asks('closeAccount', request),
    };
    return actors(place, operator, stage);
  });

/** Suspended and closed accounts: each request in them comes before or after the change, and never in between. */
export const suspensionRaces: readonly Race[] = [
  {
    name: 'starts meet the suspension of their account',
    given: underAnOperator({ limit: 3, running: ['a'] }, (place, { suspend }) => ({
      caller: [start(place), start(place, { id: 'b' })],
      holder: [heartbeat(place, 'a'), end(place, 'a')],
      operator: [suspend, start(place, { id: 'late' })],
    })),
  },
  {
    name: 'starts in two gates meet the suspension of their account',
    remembered: [1, 2],
    given: underAnOperator({ limit: 45 }, (place, { suspend }) => ({
      caller: [start(place), start(place)],
      operator: [suspend, start(place, { id: 'late' })],
    })),
  },
  {
    name: 'a suspension meets an edit',
    given: underAnOperator({ limit: 3, spare: 5 }, (place, { suspend }) => ({
      admin: [edit(place, { maxConcurrentCalls: 4 })],
      operator: [suspend, start(place)],
    })),
  },
  {
    name: 'a suspension meets a pause',
    given: underAnOperator({ limit: 3 }, (place, { suspend, resume }) => ({
      admin: [edit(place, { paused: true })],
      operator: [suspend, resume, start(place)],
    })),
  },
  {
    name: 'a suspension meets a reallocation, and the sweeper comes by',
    given: underAnOperator({ limit: 3, spare: 5, running: ['a'] }, (place, { suspend }) => ({
      admin: [reallocate(place.account, { [place.id]: 0 })],
      holder: [end(place, 'a')],
      sweeper: [sweep],
      operator: [suspend, start(place)],
    })),
  },
  {
    name: 'calls above a lowered limit end while their account is suspended',
    given: underAnOperator({ limit: 3, running: ['a', 'b'] }, async (place, { suspend }, stage) => {
      await edit(place, { maxConcurrentCalls: 1 })(stage);
      return { holder: [end(place, 'a')], operator: [suspend, start(place)] };
    }),
  },
  {
    name: 'a suspension meets the creation of an environment',
    given: underAnOperator({ limit: 3, spare: 5 }, (place, { suspend }) => ({
      admin: [create(place.account, 2, 'new')],
      operator: [suspend],
    })),
  },
  {
    name: 'a suspension meets the restoration of an environment',
    given: underAnOperator({ limit: 3, spare: 5 }, async (place, { suspend }, stage) => {
      await remove(place, false)(stage);
      return { admin: [bringBack(place)], operator: [suspend] };
    }),
  },
  {
    name: 'the last call of a draining environment ends while its account is suspended and closed',
    given: underAnOperator(
      { limit: 3, spare: 5, running: ['a'] },
      async (place, { suspend, close }, stage) => {
        await remove(place, true)(stage);
        return { holder: [end(place, 'a')], operator: [suspend, close], sweeper: [sweep] };
      },
    ),
  },
  {
    name: 'an account is suspended and resumed at once, while calls start',
    given: underAnOperator({ limit: 3 }, (place, { suspend, resume }) => ({
      one: [suspend],
      other: [resume, resume],
      caller: [start(place)],
    })),
  },
  {
    name: 'an account is closed while its last call ends and an environment is created',
    given: underAnOperator({ limit: 2, spare: 5, running: ['a'] }, (place, { close }) => ({
      holder: [end(place, 'a')],
      admin: [create(place.account, 2, 'new')],
      operator: [close],
    })),
  },
  {
    name: 'a closed account is resumed while its last call ends',
    given: underAnOperator({ limit: 2, running: ['a'] }, async (place, { close, resume }, stage) => {
      await close(stage);
      return { holder: [end(place, 'a')], operator: [resume], sweeper: [sweep] };
    }),
  },
];
