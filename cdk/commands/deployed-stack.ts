import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  UpdateTerminationProtectionCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { parse } from 'yaml';
import { stackName, type StackPart } from '../names.ts';
import type { Template } from './assembly.ts';
import { Unusable } from './command-line.ts';

const client = (region?: string) => new CloudFormationClient(region === undefined ? {} : { region });

/** The deployed stack of that name, if there is one. @param region if not that of the user's configuration */
export async function deployedStack(name: string, region?: string): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await client(region).send(new DescribeStacksCommand({ StackName: name }));
    return Stacks[0];
  } catch (thrown) {
    if ((thrown as Error).message.includes('does not exist')) return undefined;
    throw thrown;
  }
}

/** The template of a deployed stack: JSON as we deploy it, YAML after an import by the CDK. */
export async function deployedTemplate(name: string, region?: string): Promise<Template> {
  const { TemplateBody = '' } = await client(region).send(new GetTemplateCommand({ StackName: name }));
  return parse(TemplateBody) as Template;
}

export const outputsOf = (stack: Stack | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );

/** An output of a deployed stage. @throws Unusable when it is not deployed in the current account and region */
export async function outputOf(stage: string, part: StackPart, output: string): Promise<string> {
  const name = stackName({ stage, region: '' }, part);
  const value = outputsOf(await deployedStack(name))[output];
  if (value === undefined) {
    throw new Unusable(
      `The stack ${name} with the output ${output} does not exist in this AWS account and region. Deploy first.`,
    );
  }
  return value;
}

export async function takeProtectionFrom(name: string, region?: string): Promise<void> {
  await client(region).send(
    new UpdateTerminationProtectionCommand({ StackName: name, EnableTerminationProtection: false }),
  );
}
