// Disasters, and the recoveries that docs/deploy.md describes, by its commands.
import assert from 'node:assert/strict';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { setTimeout as pause } from 'node:timers/promises';
import { deployedTemplate } from '../../cdk/commands/deployed-stack.ts';
import type { Emulator } from './emulator.ts';
import { optionsFor, runScript } from './stage.ts';

const DATA = 'Berth-dev-Data';

/** Leaves what a failed first deployment leaves: a stack that was rolled back, with its protection on. */
export async function failedDeployment({ endpoint, region }: Emulator): Promise<void> {
  const cloudFormation = new CloudFormationClient({ endpoint, region });
  const Broken = {
    Type: 'AWS::Lambda::Url',
    Properties: { TargetFunctionArn: 'nothing', AuthType: 'NONE' },
  };
  await cloudFormation.send(
    new CreateStackCommand({
      StackName: DATA,
      TemplateBody: JSON.stringify({ Resources: { Broken } }),
      EnableTerminationProtection: true,
    }),
  );
  for (let status: string | undefined; status !== 'ROLLBACK_COMPLETE'; await pause(100)) {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: DATA }));
    status = Stacks[0]?.StackStatus;
    assert.match(String(status), /IN_PROGRESS|ROLLBACK/);
  }
}

/** Restores the table of the stage. @returns the options with which the restored one replaces it */
export async function restoredTable(
  emulator: Emulator,
): Promise<{ tableName: string; tableStreamArn: string }> {
  const said = await runScript(emulator, ['cdk/commands/restore-table.ts']);
  const [options] = /^\{[^]+\}/m.exec(said) ?? [];
  assert.ok(options, said);
  return JSON.parse(options) as { tableName: string; tableStreamArn: string };
}

/** Imports the restored table into the stack, and looks at what happened to the rest of the stack. */
export async function importedTable(
  emulator: Emulator,
  options: Readonly<Record<string, string>>,
): Promise<void> {
  const before = await deployedTemplate(DATA);
  await runScript(emulator, ['cdk/commands/import-table.ts', '--ci', ...optionsFor(options)]);
  const { Resources, ...others } = await deployedTemplate(DATA);
  const added = Object.keys(Resources).filter((id) => !(id in before.Resources));
  assert.equal(added.length, 1);
  const [id = ''] = added;
  const { [id]: table, ...kept } = Resources;
  assert.equal(table?.Properties?.['TableName'], options['tableName']);
  assert.deepEqual({ Resources: kept, ...others }, before);
}
