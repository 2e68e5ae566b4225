// npm run destroy -- [--stage dev|prod] [--force] [--profile NAME]: all of a stage but its data.
import { cdk, command, stageOf } from './command-line.ts';
import { stackName } from './names.ts';

await command(async (args) => {
  const { stage, rest } = stageOf(args);
  await cdk([
    'destroy',
    ...(['Console', 'Api', 'Origin'] as const).map((part) => stackName(stage, part)),
    '--exclusively',
    `--context=stage=${stage}`,
    ...rest,
  ]);
  console.log(
    [
      '',
      `The stack ${stackName(stage, 'Data')} is still there, with the table, the people and the key of the links in mails:`,
      `the next deployment finds them again. docs/deploy.md says how to delete them for good.`,
    ].join('\n'),
  );
});
