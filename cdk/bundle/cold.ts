import { execFileSync } from 'node:child_process';

const ROUNDS = 5;

const timed = (file: string) => `
  const begin = performance.now();
  require(${JSON.stringify(file)});
  process.stdout.write(String(performance.now() - begin));
`;

/**
 * How long bundles take to load, each in fresh processes: the medians of several rounds, in milliseconds. The effect
 * on a cold start in Lambda depends on the machine, but the bundles can be compared with each other.
 */
export function coldLoads(files: ReadonlyMap<string, string>): Map<string, number> {
  const times = new Map([...files.keys()].map((name) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, file] of files) {
      times
        .get(name)
        ?.push(Number(execFileSync(process.execPath, ['-e', timed(file)], { encoding: 'utf8' })));
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]));
}

const median = (times: readonly number[]): number =>
  times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
