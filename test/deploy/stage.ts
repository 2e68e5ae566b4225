import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stackName } from '../../cdk/names.ts';
import type { Emulator } from './emulator.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const CDK = join(project, 'node_modules/aws-cdk/bin/cdk');

/** What the stacks say of themselves once they are deployed. */
export interface Outputs {
  readonly UserPoolId: string;
  readonly UserPoolClientId: string;
  readonly ConsoleUrl: string;
  readonly GatewayUrl: string;
}

/** Deploys a stage into the emulator with the real CDK, as one deploys into an account, but for the files of the console. */
export async function deployStage(
  emulator: Emulator,
  context: Readonly<Record<string, string>>,
): Promise<Outputs> {
  const outputs = join(emulator.folder, 'outputs.json');
  const options = { emulator: 'true', ...context };
  // Where there is no cdk.json: it asks nothing of the stacks.
  await cdk(emulator, emulator.folder, ['bootstrap', `aws://${emulator.account}/${emulator.region}`]);
  await cdk(emulator, project, [
    'deploy',
    stackName({ stage: 'dev', region: emulator.region }, 'Api'),
    `--app="${process.execPath}" cdk/app.ts`,
    `--output=${join(emulator.folder, 'cdk.out')}`,
    `--outputs-file=${outputs}`,
    '--require-approval=never',
    ...Object.entries(options).map(([name, value]) => `--context=${name}=${value}`),
  ]);
  const byStack = JSON.parse(readFileSync(outputs, 'utf8')) as Record<string, Partial<Outputs>>;
  return Object.assign({}, ...Object.values(byStack)) as Outputs;
}

async function cdk(emulator: Emulator, cwd: string, args: readonly string[]): Promise<void> {
  const begun = performance.now();
  await runScript(emulator, [CDK, ...args, '--no-notices', '--ci', '--progress=events'], cwd);
  console.log(`cdk ${args[0]}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}

/** Runs a script with the emulator for its AWS. @throws Error with all that it said, when it fails */
export async function runScript(emulator: Emulator, args: readonly string[], cwd = project): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...emulator.environment,
      HOME: emulator.folder,
      CDK_DISABLE_CLI_TELEMETRY: 'true',
    },
    timeout: 240_000,
    killSignal: 'SIGKILL',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) {
    throw new Error(`${args.slice(0, 2).join(' ')} ended with ${String(code)}:\n${said}\n${emulator.log()}`);
  }
}
