import { aBerth } from '../setup/berth.ts';
import { runs, seed } from './effort.ts';
import { arena, findFailure } from './race.ts';
import { allRaces } from './races/all.ts';

const berth = await aBerth();

describe('in any order of requests to DynamoDB the result is that of some sequence:', () => {
  test.each(allRaces)('$name', async (race) => {
    const stage = await arena(berth, race);
    const numRuns = runs({ short: 2, long: 1_000 });
    expect(await findFailure(stage, race, { seed, numRuns })).toBeUndefined();
  });
});
