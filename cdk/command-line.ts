import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const project = fileURLToPath(new URL('..', import.meta.url));
const CDK = fileURLToPath(import.meta.resolve('aws-cdk/bin/cdk'));

/** A sentence for whoever typed the command: it ends without a stack. */
export class Unusable extends Error {}

/**
 * Takes `--stage NAME` from the arguments. All the others are for the CDK, letter for letter.
 * @throws Unusable when the stage is none
 */
export function stageOf(args: readonly string[]): { stage: string; rest: string[] } {
  const rest = [...args];
  const at = rest.indexOf('--stage');
  const [, stage = 'dev'] = at < 0 ? [] : rest.splice(at, 2);
  if (stage !== 'dev' && stage !== 'prod') throw new Unusable(`--stage takes dev or prod, not "${stage}".`);
  return { stage, rest };
}

/** Runs the pinned CDK, in sight of whoever waits for it. @throws Unusable when it fails: it has said why */
export const cdk = (args: readonly string[]): Promise<void> => node([CDK, ...args]);

/** Runs a script of this project with the Node that runs this. */
export async function node(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, args, { cwd: project, stdio: 'inherit' });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Unusable(`It did not work: see above. (${args.slice(0, 2).join(' ')})`);
}

/** Runs a command: what it throws ends the process with 1, and with a stack only if nobody expected it. */
export async function command(run: (args: string[]) => Promise<void>): Promise<void> {
  try {
    await run(process.argv.slice(2));
  } catch (thrown) {
    console.error(thrown instanceof Unusable ? `\n${thrown.message}` : thrown);
    process.exitCode = 1;
  }
}
