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

/** Takes an option and its value out of the arguments. @throws Unusable when it has no value */
export function take(args: string[], option: string): string | undefined {
  const at = args.indexOf(option);
  if (at < 0) return undefined;
  const [, value] = args.splice(at, 2);
  if (value === undefined || value.startsWith('--')) throw new Unusable(`${option} takes a value.`);
  return value;
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
    await run(process.argv.slice(2));
  } catch (thrown) {
    console.error(thrown instanceof Unusable ? `\n${thrown.message}` : thrown);
    process.exitCode = 1;
  }
}
