import { contentSteps } from './content-steps.ts';
import { foldName } from './entries.ts';
import { environmentSteps } from './environment-steps.ts';
import type { Path } from './fields.ts';
import type { Plan, Sheet, Target, Wanted } from './sheet.ts';
import { environmentsOf, standingOf, type Account } from './standing.ts';

/**
 * The steps that change an account to match the file, in an order in which each step is allowed. After each step a new
 * plan leads to the same result, so an interrupted run is continued by applying the file again.
 * @param where describes a position in the file
 * @param mayCreate whether an environment that does not exist is created, and one that is spelled otherwise is renamed
 */
export async function planFor(
  account: Account,
  wanted: readonly Wanted[],
  { where, mayCreate }: { where: (at: Path) => string; mayCreate: boolean },
): Promise<Plan> {
  const problems: string[] = [];
  const sheet: Sheet = {
    account,
    steps: [],
    leftAlone: [],
    problem: (at, message) => void problems.push(`${where(at)}: ${message}`),
  };
  const environments = await environmentsOf(account);
  const targets: Target[] = [];
  for (const one of wanted) {
    const environment = environments.find(({ name }) => foldName(name) === foldName(one.entry.name));
    if (environment?.status === 'draining')
      sheet.problem(
        one.at,
        `the environment ${environment.name} is being deleted: it ends with its last call`,
      );
    else if (environment === undefined && !mayCreate)
      sheet.problem(one.at, `there is no environment ${one.entry.name}`);
    else {
      const standing = environment && (await standingOf(account, environment));
      const entry = mayCreate || !environment ? one.entry : { ...one.entry, name: environment.name };
      targets.push({ ...one, entry, environment, standing, id: environment?.id ?? '' });
    }
  }
  await environmentSteps(targets, environments, sheet);
  for (const target of targets) contentSteps(target, sheet);
  return { ...sheet, problems };
}
