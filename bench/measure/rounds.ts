import { progress } from '../report/progress.ts';

/**
 * Lets contestants take turns, round after round, each round beginning with another one, so that other work of the machine
 * affects all of them alike.
 * @returns for each contestant its result in each round
 */
export async function interleaved<Name extends string, Figure>(
  title: string,
  rounds: number,
  contestants: Readonly<Record<Name, (round: number) => Promise<Figure>>>,
): Promise<Record<Name, Figure[]>> {
  const names = Object.keys(contestants) as Name[];
  const figures = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Figure[]>;
  for (let round = 0; round < rounds; round += 1) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      progress(`${title}, round ${round + 1} of ${rounds}: ${name}`);
      figures[name].push(await contestants[name](round));
    }
  }
  return figures;
}
