import type { TestBerth } from '../../setup/berth.ts';
import { told, type Race, type Step } from '../race.ts';
import {
  aPlace,
  create,
  edit,
  end,
  heartbeat,
  reallocate,
  running,
  start,
  sweep,
  type Place,
} from './steps.ts';

/** An operator of the platform, and what they do to the account of an environment. */
async function anOperator({ berth }: { berth: TestBerth }, { account: { accountId } }: Place) {
  const { token: as } = await berth.aPerson({ groups: ['operators'] });
  const params = { accountId };
  return {
    suspend: (({ call }) =>
      told(call('suspendAccount', { as, params, body: { reason: 'Unpaid' } }))) satisfies Step,
    resume: (({ call }) => told(call('resumeAccount', { as, params, body: {} }))) satisfies Step,
    close: (({ call }) => told(call('closeAccount', { as, params, body: {} }))) satisfies Step,
  };
}

/** Suspended and closed accounts: what is under way in them comes before or after, and never in between. */
export const suspensionRaces: readonly Race[] = [
  {
    name: 'starts meet the suspension of their account',
    async given(stage) {
      const place = await aPlace(stage, { limit: 3 });
      const { suspend } = await anOperator(stage, place);
      await running(stage, place.id, 'a');
      return {
        caller: [start(place), start(place, { id: 'b' })],
        holder: [heartbeat(place, 'a'), end(place, 'a')],
        operator: [suspend, start(place, { id: 'late' })],
      };
    },
  },
  {
    name: 'starts in two gates meet the suspension of their account',
    remembered: [1, 2],
    async given(stage) {
      const place = await aPlace(stage, { limit: 45 });
      const { suspend } = await anOperator(stage, place);
      return { caller: [start(place), start(place)], operator: [suspend, start(place, { id: 'late' })] };
    },
  },
  {
    name: 'a suspension meets an edit',
    async given(stage) {
      const place = await aPlace(stage, { limit: 3, spare: 5 });
      const { suspend } = await anOperator(stage, place);
      return { admin: [edit(place, { maxConcurrentCalls: 4 })], operator: [suspend, start(place)] };
    },
  },
  {
    name: 'a suspension meets a pause',
    async given(stage) {
      const place = await aPlace(stage, { limit: 3 });
      const { suspend, resume } = await anOperator(stage, place);
      return { admin: [edit(place, { paused: true })], operator: [suspend, resume, start(place)] };
    },
  },
  {
    name: 'a suspension meets a reallocation, and the sweeper comes by',
    async given(stage) {
      const place = await aPlace(stage, { limit: 3, spare: 5 });
      const { suspend } = await anOperator(stage, place);
      await running(stage, place.id, 'a');
      return {
        admin: [reallocate(place.account, { [place.id]: 0 })],
        holder: [end(place, 'a')],
        sweeper: [sweep],
        operator: [suspend, start(place)],
      };
    },
  },
  {
    name: 'calls above a lowered limit end while their account is suspended',
    async given(stage) {
      const place = await aPlace(stage, { limit: 3 });
      const { suspend } = await anOperator(stage, place);
      for (const name of ['a', 'b']) await running(stage, place.id, name);
      await edit(place, { maxConcurrentCalls: 1 })(stage);
      return { holder: [end(place, 'a')], operator: [suspend, start(place)] };
    },
  },
  {
    name: 'a suspension meets the creation of an environment',
    async given(stage) {
      const place = await aPlace(stage, { limit: 3, spare: 5 });
      const { suspend } = await anOperator(stage, place);
      return { admin: [create(place.account, 2, 'new')], operator: [suspend] };
    },
  },
  {
    name: 'an account is suspended and resumed at once, while calls start',
    async given(stage) {
      const place = await aPlace(stage, { limit: 3 });
      const { suspend, resume } = await anOperator(stage, place);
      return { one: [suspend], other: [resume, resume], caller: [start(place)] };
    },
  },
  {
    name: 'an account is closed while its last call ends and an environment is created',
    async given(stage) {
      const place = await aPlace(stage, { limit: 2, spare: 5 });
      const { close } = await anOperator(stage, place);
      await running(stage, place.id, 'a');
      return {
        holder: [end(place, 'a')],
        admin: [create(place.account, 2, 'new')],
        operator: [close],
      };
    },
  },
  {
    name: 'a closed account is resumed while its last call ends',
    async given(stage) {
      const place = await aPlace(stage, { limit: 2 });
      const { close, resume } = await anOperator(stage, place);
      await running(stage, place.id, 'a');
      await close(stage);
      return { holder: [end(place, 'a')], operator: [resume], sweeper: [sweep] };
    },
  },
];
