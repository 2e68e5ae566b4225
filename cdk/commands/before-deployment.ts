import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { CloudFormationClient, DescribeStackResourceCommand } from '@aws-sdk/client-cloudformation';
import { GetEmailIdentityCommand, NotFoundException, SESv2Client } from '@aws-sdk/client-sesv2';
import type { GivenOptions } from '../options.ts';
import type { SynthesisedStack, Template } from './assembly.ts';
import { Unusable } from './command-line.ts';
import { deployedStack, deployedTemplate, outputsOf, takeProtectionFrom } from './deployed-stack.ts';

/** Lambda keeps this many executions unreserved. */
const UNRESERVED = 100;

/** Checks for problems that would make a deployment fail, or cause harm after it. @throws Unusable with the remedy */
export async function beforeDeployment(stacks: ReadonlyMap<string, SynthesisedStack>): Promise<void> {
  const data = stacks.get('Data');
  const api = stacks.get('Api');
  if (data === undefined || api === undefined) throw new Unusable('No stacks of a stage were found here.');
  const options = optionsOf(data);
  const deployed = await deployedStack(data.name, data.region);
  leavesNothingOut(options, optionsIn(outputsOf(deployed)['Options']));
  if (deployed !== undefined)
    makesNoTableTwice(await deployedTemplate(data.name, data.region), data.template);
  await mayMail(options, data.region);
  await mayReserve(api);
  for (const { name, region } of stacks.values()) await mayBeginAgain(name, region);
}

const optionsIn = (text: unknown): GivenOptions =>
  typeof text === 'string' ? (JSON.parse(text) as GivenOptions) : {};

const optionsOf = ({ template }: SynthesisedStack): GivenOptions =>
  optionsIn(template.Outputs?.['Options']?.Value);

/** Without the option, the deployment would silently remove a domain, a sender or a restored table. */
export function leavesNothingOut(options: GivenOptions, deployed: GivenOptions): void {
  const missing = Object.keys(deployed).filter((name) => deployed[name] !== null && !(name in options));
  if (missing.length === 0) return;
  const lines = missing.map((name) => `  ${name}: ${String(deployed[name])}`);
  throw new Unusable(
    [
      'The stage was deployed with options that are missing now:',
      ...lines,
      "Add them to the stage's file. To drop an option, set it to null there.",
    ].join('\n'),
  );
}

/** The restored table already exists: a deployment that describes it would try to create it, and be rolled back. */
export function makesNoTableTwice(deployed: Template, next: Template): void {
  for (const [id, { Type, Properties }] of Object.entries(next.Resources)) {
    const name = Properties?.['TableName'];
    if (Type === 'AWS::DynamoDB::Table' && typeof name === 'string' && !(id in deployed.Resources))
      throw new Unusable(
        `${name} must be imported into the stack before the stack is deployed: npm run import-table`,
      );
  }
}

/** Cognito refuses a sender that SES has not verified, and the stack would be rolled back for it. */
async function mayMail({ mailFrom, mailIdentity }: GivenOptions, region: string): Promise<void> {
  const identity = mailIdentity ?? mailFrom;
  if (typeof identity !== 'string') return;
  try {
    const found = await new SESv2Client({ region }).send(
      new GetEmailIdentityCommand({ EmailIdentity: identity }),
    );
    if (found.VerifiedForSendingStatus) return;
  } catch (thrown) {
    if (!(thrown instanceof NotFoundException)) throw thrown;
  }
  throw new Unusable(
    `SES in ${region} has not verified ${identity}, the sender of mails. Verify it first, or set mailIdentity to the verified domain.`,
  );
}

/** Lambda refuses a reservation that leaves the account's other functions with too little. */
async function mayReserve({ name, region, template }: SynthesisedStack): Promise<void> {
  const wanted = Object.entries(template.Resources).flatMap(([id, { Properties }]) => {
    const reserved = Properties?.['ReservedConcurrentExecutions'];
    return typeof reserved === 'number' ? [{ id, reserved }] : [];
  });
  if (wanted.length === 0) return;
  const lambda = new LambdaClient({ region });
  const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
  const { ConcurrentExecutions = 0, UnreservedConcurrentExecutions = 0 } = AccountLimit ?? {};
  let left = UnreservedConcurrentExecutions;
  for (const { id, reserved } of wanted) left += (await reservedNow(id)) - reserved;
  if (left >= UNRESERVED) return;
  throw new Unusable(
    `reservedConcurrency would leave ${left} of the account's ${ConcurrentExecutions} concurrent executions unreserved, and Lambda keeps ${UNRESERVED}. Ask for a higher quota in ${region} first (Service Quotas, Lambda, "Concurrent executions"), or leave the option out.`,
  );

  /** The concurrency that the deployed function has already reserved. */
  async function reservedNow(id: string): Promise<number> {
    if ((await deployedStack(name, region)) === undefined) return 0;
    const cloudFormation = new CloudFormationClient({ region });
    const { StackResourceDetail } = await cloudFormation.send(
      new DescribeStackResourceCommand({ StackName: name, LogicalResourceId: id }),
    );
    const { ReservedConcurrentExecutions = 0 } = await lambda.send(
      new GetFunctionConcurrencyCommand({ FunctionName: StackResourceDetail?.PhysicalResourceId }),
    );
    return ReservedConcurrentExecutions;
  }
}

/**
 * A stack whose first deployment failed has to be deleted before it can be created again. The CDK does that, but it
 * turns on termination protection before it knows how the deployment ends. The resources of such a stack are empty.
 */
async function mayBeginAgain(name: string, region: string): Promise<void> {
  const stack = await deployedStack(name, region);
  if (stack?.StackStatus !== 'ROLLBACK_COMPLETE' || !stack.EnableTerminationProtection) return;
  console.log(`The first deployment of ${name} failed. Starting it again.`);
  await takeProtectionFrom(name, region);
}
