import { aBerth } from '../setup/berth.ts';
import { patience, runs, seed } from './effort.ts';
import { arena, findFailure } from './race.ts';
import { allocationRaces } from './races/allocation.ts';
import { callRaces } from './races/calls.ts';
import { capRaces } from './races/caps.ts';
import { gateRaces } from './races/gates.ts';
import { limitRaces } from './races/limits.ts';
import { pauseRaces } from './races/pauses.ts';
import { reshapingRaces } from './races/reshapings.ts';
import { userRaces } from './races/users.ts';
import { webhookRaces } from './races/webhooks.ts';

const berth = await aBerth();

describe('whatever the order of their requests to DynamoDB, it comes to what one after the other comes to:', () => {
  test.each([
    ...allocationRaces,
    ...callRaces,
    ...capRaces,
    ...gateRaces,
    ...limitRaces,
    ...pauseRaces,
    ...reshapingRaces,
    ...userRaces,
    ...webhookRaces,
  ])(
    '$name',
    async (race) => {
      const stage = await arena(berth, race);
      const numRuns = runs({ short: 2, long: 1_000 });
      expect(await findFailure(stage, race, { seed, numRuns })).toBeUndefined();
    },
    patience,
  );
});
