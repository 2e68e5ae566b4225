import { aBerth } from '../setup/berth.ts';
import { patience, runs, seed } from './effort.ts';
import { arena, findFailure } from './race.ts';
import { allRaces } from './races/all.ts';

const berth = await aBerth();

describe('whatever the order of their requests to DynamoDB, it comes to what one after the other comes to:', () => {
  test.each(allRaces)(
    '$name',
    async (race) => {
      const stage = await arena(berth, race);
      const numRuns = runs({ short: 2, long: 1_000 });
      expect(await findFailure(stage, race, { seed, numRuns })).toBeUndefined();
    },
    patience,
  );
});
