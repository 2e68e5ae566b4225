// npm run destroy -- [--stage NAME] [--force] [-c name=value ...] [--profile NAME]: deletes all of a stage except its data.
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { EDGE_REGION, stackName, type StackPart } from '../names.ts';
import { APP, cdk, command, nothingElse, targetOf, Unusable } from './command-line.ts';
import { deployedStack } from './deployed-stack.ts';
import { contextOf } from './synthesise.ts';

await command(async (args) => {
  const { stage, rest } = targetOf(args);
  const { context, others } = contextOf(rest);
  nothingElse(others.filter((other) => other !== '--force'));
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
  const exists = async (part: StackPart, where?: string) =>
    (await deployedStack(name(part), where)) !== undefined;
  const destroy = (parts: readonly StackPart[]) =>
    cdk([
      'destroy',
      APP,
      ...parts.map(name),
      '--exclusively',
      `--context=stage=${stage}`,
      ...context,
      ...others,
    ]);

  const watched = await exists('Edge', EDGE_REGION);
  await destroy([...(watched ? (['Edge'] as const) : []), 'Console', 'Api', 'Origin']);
  // The CDK ends without an error when its question is answered with no.
  if (await exists('Origin')) throw new Unusable(`${name('Origin')} was not deleted.`);
  // The CDK knows no order between them, and AWS deletes no web ACL that a distribution uses.
  if (await exists('WebAcl', EDGE_REGION)) await destroy(['WebAcl']);
  console.log(
    [
      '',
      `The stack ${name('Data')} is still there, with the table, the people and the key of the links in mails:`,
      `the next deployment will use them again. docs/deploy.md says how to delete them permanently.`,
    ].join('\n'),
  );
});
