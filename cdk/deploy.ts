// npm run deploy -- [--stage dev|prod] [-c name=value ...] [--profile NAME]: all stacks of a stage, one after the other.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cdk, command, node, stageOf } from './command-line.ts';

await command(async (args) => {
  const { stage, rest } = stageOf(args);
  console.log(`[1/3] The console`);
  await node(['console/build.ts', '--if-stale']);

  console.log(
    `\n[2/3] The stacks of ${stage}: data, origin, api, console. The first time takes about ten minutes.`,
  );
  const folder = await mkdtemp(join(tmpdir(), 'berth-'));
  try {
    const file = join(folder, 'outputs.json');
    // Without anybody there to ask, what was reviewed is what is deployed.
    const approval = process.stdin.isTTY ? 'broadening' : 'never';
    await cdk([
      'deploy',
      '--all',
      `--context=stage=${stage}`,
      `--outputs-file=${file}`,
      `--require-approval=${approval}`,
      ...rest,
    ]);
    console.log('\n[3/3] Done.\n');
    console.log(summary(stage, JSON.parse(await readFile(file, 'utf8'))));
  } finally {
    await rm(folder, { recursive: true });
  }
});

function summary(stage: string, byStack: Readonly<Record<string, Record<string, string>>>): string {
  const outputs = Object.assign({}, ...Object.values(byStack)) as Record<string, string>;
  const lines = {
    Console: outputs['ConsoleUrl'],
    API: outputs['ApiUrl'],
    'User pool': outputs['UserPoolId'],
    Table: outputs['TableName'],
  };
  return [
    ...Object.entries(lines).map(([name, value]) => `  ${name.padEnd(10)} ${value}`),
    '',
    'Next: make the first operator, who sets the plans of accounts.',
    `  npm run operator -- EMAIL${stage === 'dev' ? '' : ` --stage ${stage}`}`,
    'Everybody else signs up in the console, and makes an account or accepts an invitation there.',
  ].join('\n');
}
