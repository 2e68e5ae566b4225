// npm run deploy -- [--stage NAME] [-c name=value ...] [--assembly DIRECTORY] [--profile NAME]: deploys all stacks of a
// stage, one after the other. With --assembly it deploys what `npm run synth` has written there, unchanged.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stacksIn, type SynthesisedStack } from './assembly.ts';
import { beforeDeployment } from './before-deployment.ts';
import { cdk, command, onlyOptions, take, targetOf, Unusable } from './command-line.ts';
import { contextOf, synthesise } from './synthesise.ts';

type Outputs = Readonly<Record<string, string>>;

await command(async (args) => {
  const { stage, rest } = targetOf(args);
  const { context, others } = contextOf(rest);
  const given = take(others, '--assembly');
  onlyOptions(others);
  const folder = await mkdtemp(join(tmpdir(), 'berth-'));
  try {
    const assembly = given === undefined ? join(folder, 'assembly') : resolve(given);
    if (given === undefined) {
      console.log(`[1/3] Building the console, the functions and the templates of ${stage}`);
      await synthesise(stage, assembly, context);
    } else if (context.length > 0)
      throw new Unusable('An assembly already contains its options and takes no others.');
    const stacks = stacksIn(assembly);
    console.log('\n[2/3] Checking what could fail');
    await beforeDeployment(stacks);
    console.log(`\n[3/3] Deploying the stacks of ${stage}. The first time takes about ten minutes.`);
    const outputs = await deploy(stacks, others, { assembly, folder });
    console.log(`\nDone.\n\n${summary(stage, outputs)}`);
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** Deploys the stacks in three steps: one region's outputs are parameters in the other. */
async function deploy(
  stacks: ReadonlyMap<string, SynthesisedStack>,
  others: readonly string[],
  { assembly, folder }: { assembly: string; folder: string },
): Promise<Outputs> {
  // In a pipeline nobody can answer a question, and the changes have already been reviewed.
  const approval = process.stdin.isTTY ? 'broadening' : 'never';
  let outputs: Outputs = {};
  const step = async (parts: readonly string[], parameters: Readonly<Record<string, string>> = {}) => {
    const names = parts.flatMap((part) => stacks.get(part)?.name ?? []);
    if (names.length === 0) return;
    const file = join(folder, 'outputs.json');
    await cdk([
      'deploy',
      ...names,
      `--app=${assembly}`,
      `--outputs-file=${file}`,
      `--require-approval=${approval}`,
      ...Object.entries(parameters).map(([name, value]) => `--parameters=${name}=${value}`),
      ...others,
    ]);
    const byStack = JSON.parse(await readFile(file, 'utf8')) as Record<string, Outputs>;
    outputs = Object.assign({}, outputs, ...Object.values(byStack)) as Outputs;
  };
  const parameter = (part: string, name: string, value: string | undefined) =>
    value === undefined ? {} : { [`${stacks.get(part)?.name ?? ''}:${name}`]: value };

  await step(['WebAcl']);
  await step(['Data', 'Origin', 'Api', 'Console'], parameter('Origin', 'WebAclArn', outputs['WebAclArn']));
  await step(['Edge'], parameter('Edge', 'DistributionId', outputs['DistributionId']));
  return outputs;
}

function summary(stage: string, outputs: Outputs): string {
  const lines = {
    Console: outputs['ConsoleUrl'],
    API: outputs['ApiUrl'],
    'User pool': outputs['UserPoolId'],
    Table: outputs['TableName'],
  };
  return [
    ...Object.entries(lines).map(([name, value]) => `  ${name.padEnd(10)} ${value}`),
    '',
    'Next: create the first operator, who sets the plans of accounts.',
    `  npm run operator -- EMAIL${stage === 'dev' ? '' : ` --stage ${stage}`}`,
    'Everyone else signs up in the console, and creates an account or accepts an invitation there.',
  ].join('\n');
}
