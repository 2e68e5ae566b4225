import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Emulator } from './emulator.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const CDK = join(project, 'node_modules/aws-cdk/bin/cdk');

/** The account is bootstrapped with a qualifier other than the CDK's own. */
const QUALIFIER = 'acme';

/** The outputs of the deployed stacks. */
export interface Outputs {
  readonly UserPoolId: string;
  readonly UserPoolClientId: string;
  readonly ConsoleUrl: string;
  readonly GatewayUrl: string;
  readonly FilesArn: string;
  readonly InvitationKeyArn: string;
}

/** Deploys a stage into the emulator with the command and the CDK that deploy it into an AWS account. */
export async function deployStage(
  emulator: Emulator,
  context: Readonly<Record<string, string>>,
): Promise<Outputs> {
  await timed(`deploy with ${Object.keys(context).join(', ')}`, emulator, [
    'cdk/commands/deploy.ts',
    '--ci',
    '--progress=events',
    ...optionsFor(context),
  ]);
  return (await outputsOf(emulator)) as unknown as Outputs;
}

/** Options of a stage in the emulator, for a command line. */
export const optionsFor = (context: Readonly<Record<string, string>>): string[] =>
  Object.entries({ emulator: 'true', bootstrapQualifier: QUALIFIER, ...context }).map(
    ([name, value]) => `--context=${name}=${value}`,
  );

/** Prepares an account and a region for deployments, as its owner does once. */
export const bootstrap = (emulator: Emulator): Promise<void> =>
  timed(
    'bootstrap',
    emulator,
    [
      CDK,
      'bootstrap',
      `aws://${emulator.account}/${emulator.region}`,
      `--qualifier=${QUALIFIER}`,
      `--toolkit-stack-name=CDKToolkit-${QUALIFIER}`,
      '--no-notices',
      '--ci',
    ],
    // A folder without cdk.json, so that the CDK does not look at the stacks.
    emulator.folder,
  );

/** Takes the stage down with the command that does it in an account. */
export const destroyStage = (emulator: Emulator, context: Readonly<Record<string, string>>): Promise<void> =>
  timed('destroy', emulator, ['cdk/commands/destroy.ts', '--force', ...optionsFor(context)]);

async function outputsOf({ endpoint, region }: Emulator): Promise<Readonly<Record<string, string>>> {
  const { Stacks = [] } = await new CloudFormationClient({ endpoint, region }).send(
    new DescribeStacksCommand({}),
  );
  const outputs = Stacks.flatMap(({ Outputs = [] }) => Outputs);
  const byName = outputs.map(({ OutputKey = '', OutputValue = '', ExportName }) => [
    // Berth's exports have names of their own, such as Berth-dev-Origin-FilesArn.
    /-(\w+)$/.exec(ExportName ?? '')?.[1] ?? OutputKey,
    OutputValue,
  ]);
  return Object.fromEntries(byName) as Readonly<Record<string, string>>;
}

async function timed(
  what: string,
  emulator: Emulator,
  args: readonly string[],
  cwd = project,
): Promise<void> {
  const begun = performance.now();
  await runScript(emulator, args, { cwd });
  console.log(`${what}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}

/** Runs a script with the emulator as its AWS. @returns all its output @throws Error with the output when it fails */
export async function runScript(
  emulator: Emulator,
  args: readonly string[],
  { cwd = project, environment = {} }: { cwd?: string; environment?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const child = spawn(process.execPath, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...emulator.environment,
      ...environment,
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
  return said;
}
