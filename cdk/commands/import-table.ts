// npm run import-table -- [--stage NAME] [-c name=value ...] [--dry-run] [--profile NAME]: makes the restored table,
// which the option tableInStack describes, a resource of the stack again. It creates and changes nothing else.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { stacksIn } from './assembly.ts';
import { cdk, command, onlyOptions, targetOf, Unusable } from './command-line.ts';
import { deployedTemplate } from './deployed-stack.ts';
import { importInto, type Import } from './import.ts';
import { contextOf, synthesise } from './synthesise.ts';
import { stateOf } from './table-state.ts';

await command(async (args) => {
  const { stage, rest } = targetOf(args);
  const { context, others } = contextOf(rest);
  onlyOptions(others);
  const dryRun = others.includes('--dry-run');
  const folder = await mkdtemp(join(tmpdir(), 'berth-'));
  try {
    const assembly = join(folder, 'assembly');
    await synthesise(stage, assembly, context);
    const data = stacksIn(assembly).get('Data');
    if (data === undefined) throw new Unusable('No stacks of a stage were found here.');
    const table = importInto(await deployedTemplate(data.name, data.region), data.template);
    await isAsDescribed(table, data.region);
    const mapping = join(folder, 'mapping.json');
    await writeFile(mapping, JSON.stringify(table.mapping));
    console.log(`${data.name} takes in ${JSON.stringify(table.mapping)}`);
    if (dryRun) return;
    const toTheCdk = others.filter((other) => other !== '--dry-run');
    await cdk(['import', data.name, `--app=${assembly}`, `--resource-mapping=${mapping}`, ...toTheCdk]);
    console.log(`\nNow deploy ${stage}. That gives the table the remaining settings of its template.`);
  } finally {
    await rm(folder, { recursive: true });
  }
});

/**
 * CloudFormation imports a table as it is. A later deployment would change everything that differs from its template.
 */
async function isAsDescribed({ tableName, properties }: Import, region: string): Promise<void> {
  const state = await stateOf(new DynamoDBClient({ region }), tableName);
  const different = Object.keys(properties)
    .filter((name) => name !== 'Tags' && name !== 'WarmThroughput')
    .filter((name) => !isDeepStrictEqual(state[name], properties[name]));
  if (different.length === 0) return;
  const lines = different.map(
    (name) =>
      `  ${name}: ${JSON.stringify(state[name] ?? null)}, in the template ${JSON.stringify(properties[name])}`,
  );
  throw new Unusable(
    [
      `${tableName} differs from its template:`,
      ...lines,
      'npm run restore-table -- --table fixes that.',
    ].join('\n'),
  );
}
