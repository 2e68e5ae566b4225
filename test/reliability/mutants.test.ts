import { aBerth } from '../setup/berth.ts';
import { runs, seed } from './effort.ts';
import { mutants } from './mutants/all.ts';
import { plant } from './plant.ts';
import { arena, findFailure, type Arena, type Race } from './race.ts';
import { allRaces } from './races/all.ts';

const berth = await aBerth();
const races = new Map<string, Race>(allRaces.map((race) => [race.name, race]));

const arenas = new Map<Race, Arena>();

/** Each bug must be caught within this many schedules, with the fixed seed and with any. */
const numRuns = runs({ short: 60, long: 600 });

describe('the races catch the bug', () => {
  test.each(mutants)('$name', async (mutant) => {
    const race = races.get(mutant.race) as Race;
    const stage = await (arenas.get(race) ?? arena(berth, race));
    arenas.set(race, stage);
    // Learns the outcomes of the product without the bug. Otherwise the bug's outcomes would count as possible.
    await stage.learn();
    const planted = plant(berth.context.table, mutant);
    const failure = await findFailure(stage, race, { seed, numRuns });
    planted.remove();
    expect(planted.altered()).toBeGreaterThan(0);
    expect(failure).toBeDefined();
    if (process.env['RELIABILITY_VERBOSE'])
      console.log(`${mutant.name}: ${failure?.tries} tries\n${failure?.report.slice(0, 3000)}`);
  });
});
