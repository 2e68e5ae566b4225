// npm run destroy -- [--stage NAME] [--force] [--profile NAME]: deletes all of a stage except its data.
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { EDGE_REGION, stackName, type StackPart } from '../names.ts';
import { APP, cdk, command, targetOf, Unusable } from './command-line.ts';
import { deployedStack } from './deployed-stack.ts';

await command(async (args) => {
  const { stage, rest } = targetOf(args);
  const region = await new CloudFormationClient({}).config.region();
  const name = (part: StackPart) => stackName({ stage, region }, part);
  const origin = await deployedStack(name('Origin'));
  if (origin?.EnableTerminationProtection) {
    throw new Unusable(
      [
        `${name('Origin')} is protected: without it the address of the stage is lost, and the next one is different. To delete it:`,
        `  aws cloudformation update-termination-protection --stack-name ${name('Origin')} --no-enable-termination-protection`,
      ].join('\n'),
    );
  }
  const webAcl = (await deployedStack(name('WebAcl'), EDGE_REGION)) === undefined ? [] : [name('WebAcl')];
  await cdk([
    'destroy',
    APP,
    ...(['Edge', 'Console', 'Api', 'Origin'] as const).map(name),
    ...webAcl,
    '--exclusively',
    `--context=stage=${stage}`,
    ...rest,
  ]);
  console.log(
    [
      '',
      `The stack ${name('Data')} is still there, with the table, the people and the key of the links in mails:`,
      `the next deployment will use them again. docs/deploy.md says how to delete them permanently.`,
    ].join('\n'),
  );
});
