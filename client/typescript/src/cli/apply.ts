import { foldName, only, sections, type EnvironmentEntry, type Section } from './entries.ts';
import { findEnvironment } from './environment-named.ts';
import { readFile, type ReadFile } from './file.ts';
import type { Options } from './options.ts';
import { planFor } from './plan.ts';
import { reasonOf, Refusal } from './refusal.ts';
import type { Plan, Wanted } from './sheet.ts';
import type { Account } from './standing.ts';
import type { World } from './world.ts';

/** @throws Refusal before anything is done; also when a step was refused, with the steps that were done before it */
export async function apply(
  options: Options,
  account: Account,
  { read, say }: Pick<World, 'read' | 'say'>,
): Promise<void> {
  const file = readFile(await textOf(options.file, read));
  const { wanted, parts, left } = selected(file, options);
  const plan = await planFor(account, wanted, {
    where: file.where,
    mayCreate: parts.includes('environment'),
  });
  if (plan.problems.length > 0)
    throw new Refusal(['The file can’t be applied:', ...plan.problems.map((one) => `  ${one}`)].join('\n'));
  say(tell({ ...plan, leftAlone: [...left, ...plan.leftAlone] }));
  if (options.dryRun || plan.steps.length === 0) return;
  await perform(plan);
  say(`Done: ${counted(plan.steps.length)}.\n`);
}

async function textOf(file: string, read: World['read']): Promise<string> {
  try {
    return await read(file);
  } catch (thrown) {
    throw new Refusal(`${file} can’t be read: ${(thrown as Error).message}`);
  }
}

interface Selected {
  readonly wanted: readonly Wanted[];
  readonly parts: readonly Section[];
  /** The parts of the file that are not applied. */
  readonly left: readonly string[];
}

/** The selected environments of the file: the one of this name, or the file's only one for another environment. */
function selected({ environments }: ReadFile, { environment: name, ...options }: Options): Selected {
  const all = environments.map((entry, index) => ({ entry, at: ['environments', index] }));
  const [first] = all;
  if (name === undefined || first === undefined) return taken(all, options.sections);
  const isOther = all.length === 1 && foldName(first.entry.name) !== foldName(name);
  if (isOther) {
    const { entry, at } = first;
    const parts: readonly Section[] = options.areChosen ? options.sections : ['agents'];
    return taken([{ entry: { ...entry, name }, at }], parts, `of the file of ${entry.name}: `);
  }
  const found = findEnvironment(name, environments);
  return taken(
    all.filter(({ entry }) => entry === found),
    options.sections,
  );
}

function taken(all: readonly Wanted[], parts: readonly Section[], from = 'of the file: '): Selected {
  const wanted = all.map(({ entry, at }) => ({ entry: only(parts, entry), at }));
  const others = sections.filter(
    (part) => !parts.includes(part) && all.some(({ entry }) => has(part, entry)),
  );
  return { wanted, parts, left: others.length === 0 ? [] : [from + others.join(', ')] };
}

function has(part: Section, entry: EnvironmentEntry): boolean {
  const { name: _, ...fields } = only([part], entry);
  return Object.values(fields).some((value) => !Array.isArray(value) || value.length > 0);
}

function tell({ steps, leftAlone }: Plan): string {
  return [
    ...(steps.length === 0 ? ['Nothing differs.'] : steps.map(({ says }) => says)),
    ...(leftAlone.length === 0 ? [] : ['', 'Left alone:', ...leftAlone.map((one) => `  ${one}`)]),
    '',
  ].join('\n');
}

async function perform({ steps }: Plan): Promise<void> {
  for (const [done, step] of steps.entries()) {
    try {
      await step.run();
    } catch (thrown) {
      throw new Refusal(
        `Stopped at: ${step.says}\n  ${reasonOf(thrown)}\nDone before it: ${counted(done)}. Apply the file again to do the rest.`,
      );
    }
  }
}

const counted = (steps: number): string => (steps === 1 ? '1 change' : `${steps} changes`);
