import { done } from '../../setup/berth.ts';
import type { Race } from '../race.ts';
import { inAPlace } from './place.ts';
import { createAccount, createAgent, removeAgent } from './steps.ts';

/** Requests that want the last of something that is limited. */
export const limitRaces: readonly Race[] = [
  {
    name: 'two accounts are created where a person may create one more',
    async given({ berth, call }) {
      const { token } = await berth.aPerson();
      for (let n = 1; n < 10; n += 1)
        done(await call('createAccount', { as: token, body: { name: `No ${n}` } }));
      return { ada: [createAccount(token, 'Last')], ben: [createAccount(token, 'Last')] };
    },
  },
  {
    name: 'two agents of one name are created, and one is deleted',
    given: inAPlace({ limit: 1 }, async (place, stage) => {
      const { id } = done(await stage.call('createAgent', { as: place.key, body: { name: 'Old' } }));
      return {
        ada: [createAgent(place, 'Desk')],
        ben: [createAgent(place, 'desk')],
        cyd: [removeAgent(place, id)],
      };
    }),
  },
];
