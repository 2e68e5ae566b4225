import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { optionsInFile, optionsOf } from '../options.ts';

export const project = fileURLToPath(new URL('../..', import.meta.url));
const CDK = fileURLToPath(import.meta.resolve('aws-cdk/bin/cdk'));

/** An error for the user of the command: it is printed without a stack. */
export class Unusable extends Error {}

/** The stage of a command, and its other arguments. */
export interface Target {
  readonly stage: string;
  readonly rest: string[];
}

/**
 * Takes `--stage NAME` and `--profile NAME` from the arguments. From here on the process, and its children, use that
 * profile and the region of the stage's file.
 * @throws Unusable when the stage has no file, or one that is not valid
 */
export function targetOf(args: readonly string[]): Target {
  const rest = [...args];
  const stage = take(rest, '--stage') ?? 'dev';
  const profile = take(rest, '--profile');
  if (profile !== undefined) process.env['AWS_PROFILE'] = profile;
  try {
    const given = { ...optionsInFile(stage), stage };
    const { region } = optionsOf(given);
    // Without a region in the file the CDK and the SDK use that of the user's configuration.
    if ('region' in given) process.env['AWS_REGION'] = process.env['AWS_DEFAULT_REGION'] = region;
    return { stage, rest };
  } catch (thrown) {
    throw new Unusable((thrown as Error).message);
  }
}

/**
 * Takes an option and its value, `--stage prod` or `--stage=prod`, out of the arguments.
 * @throws Unusable when it has no value, or is there twice
 */
export function take(args: string[], option: string): string | undefined {
  const isIt = (arg: string) => arg === option || arg.startsWith(`${option}=`);
  const at = args.findIndex(isIt);
  if (at < 0) return undefined;
  const joined = args[at] !== option;
  const [first = '', second] = args.splice(at, joined ? 1 : 2);
  const value = joined ? first.slice(option.length + 1) : second;
  if (value === undefined || value === '' || value.startsWith('--'))
    throw new Unusable(`${option} takes a value.`);
  if (args.some(isIt)) throw new Unusable(`${option} is given twice.`);
  return value;
}

/** A misspelt `--stage` must not run the command on another stage. @throws Unusable when arguments are left over */
export function nothingElse(rest: readonly string[]): void {
  if (rest.length > 0) throw new Unusable(`Unknown arguments: ${rest.join(' ')}`);
}

/** The options of `cdk deploy` and `cdk import` that a user may add, and whether each takes a value. */
const PASSED_ON: ReadonlyMap<string, boolean> = new Map([
  ['--ci', false],
  ['--force', false],
  ['--verbose', false],
  ['-v', false],
  ['--debug', false],
  ['--no-rollback', false],
  ['--progress', true],
  ['--method', true],
  ['--role-arn', true],
  ['--require-approval', true],
]);

/**
 * For what is passed on to the CDK, which ignores options and names that it does not know: a misspelt `--stage` would
 * deploy another stage.
 * @throws Unusable when there is one
 */
export function onlyOptions(rest: readonly string[]): void {
  nothingElse(
    rest.filter((arg, at) => {
      const [name = ''] = arg.split('=');
      const isValue = PASSED_ON.get(rest[at - 1] ?? '') === true && !arg.startsWith('-');
      return !PASSED_ON.has(name) && !isValue;
    }),
  );
}

/**
 * Options of the commands, by the name under which npm keeps them. Without `--` before them npm takes them for its own,
 * and the command runs without them.
 */
const TAKEN_BY_NPM = new Map([
  ...['stage', 'profile', 'assembly', 'table', 'at', 'remove'].map((name) => [name, `--${name}`] as const),
  ['dry_run', '--dry-run'],
  ['call', '-c'],
]);

/** @throws Unusable when npm has taken an option that was meant for the command */
export function nothingTakenByNpm(environment: NodeJS.ProcessEnv = process.env): void {
  const taken = [...TAKEN_BY_NPM].flatMap(([name, option]) =>
    `npm_config_${name}` in environment ? [option] : [],
  );
  if (taken.length === 0) return;
  const { npm_lifecycle_event: script = 'SCRIPT' } = environment;
  throw new Unusable(
    `npm took ${taken.join(', ')} for its own. Write two hyphens before the options: npm run ${script} -- ${taken[0]} ...`,
  );
}

/** Describes a stage with the Node of this process: the one in the path may be too old for it. */
export const APP = `--app="${process.execPath}" cdk/app.ts`;

/** Runs the pinned CDK, with its output shown. @throws Unusable when it fails */
export const cdk = (args: readonly string[]): Promise<void> => node([CDK, ...args]);

/** Runs a script of this project with the Node of this process. */
export async function node(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, args, { cwd: project, stdio: 'inherit' });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Unusable(`${args.slice(0, 2).join(' ')} failed. Its output is above.`);
}

/** Runs a command: an error ends the process with 1, and prints a stack only when it was unexpected. */
export async function command(run: (args: string[]) => Promise<void>): Promise<void> {
  try {
    nothingTakenByNpm();
    await run(process.argv.slice(2));
  } catch (thrown) {
    console.error(thrown instanceof Unusable ? `\n${thrown.message}` : thrown);
    process.exitCode = 1;
  }
}
