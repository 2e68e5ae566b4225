import { RemovalPolicy, type App } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import { limits } from '../lib/api/limits.ts';

// What the command line gives is text, what cdk.json gives need not be.
const text = z.coerce.string().trim().min(1);
const number = z.coerce.number().int();
const flag = z.coerce.string().pipe(z.stringbool());
const arn = (service: string) => text.regex(new RegExp(`^arn:aws:${service}:us-east-1:\\d{12}:`));

const schema = z
  .strictObject({
    stage: z.enum(['dev', 'prod']).default('dev'),
    domain: text.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/).optional(),
    certificateArn: arn('acm').optional(),
    webAclArn: arn('wafv2').optional(),
    mailFrom: z.email().optional(),
    mailIdentity: text.optional(),
    alarmEmail: z.email().optional(),
    planName: text.default('Standard'),
    planCalls: number.min(1).max(limits.planCalls).default(40),
    signUp: z.enum(['open', 'closed']).default('open'),
    reservedConcurrency: number.min(1).optional(),
    tableName: text.optional(),
    tableStreamArn: text.regex(/^arn:aws:dynamodb:[^:]+:\d{12}:table\/[^/]+\/stream\//).optional(),
    tracing: flag.default(false),
    emulator: flag.default(false),
  })
  .refine(({ domain, certificateArn }) => (domain === undefined) === (certificateArn === undefined), {
    error: 'domain and certificateArn go together',
  })
  .refine(({ tableName, tableStreamArn }) => (tableName === undefined) === (tableStreamArn === undefined), {
    error: 'tableName and tableStreamArn go together',
  })
  .refine(({ mailFrom, mailIdentity }) => mailIdentity === undefined || mailFrom !== undefined, {
    error: 'mailIdentity needs mailFrom',
  });

/** What whoever deploys decides for a stage. docs/deploy.md says what each option is for. */
export type Options = z.output<typeof schema>;

/**
 * Reads the options from the context: `-c name=value`, or `context` in cdk.json.
 * @throws Error with a line for each option that is unknown or not acceptable
 */
export function optionsOf(app: App): Options {
  const context = app.node.getAllContext() as Record<string, unknown>;
  // The CDK's own flags have a colon or a slash in their names. All others must be ours: a misspelt option fails.
  const given = Object.entries(context).filter(([name]) => !/[:/]/.test(name));
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    ({ path, message }) => `  ${path.join('.') || 'options'}: ${message}`,
  );
  throw new Error(`These context options can't be used:\n${lines.join('\n')}`);
}

/** How long logs and files stay. The table and the user pool outlive their stack in every stage. */
export function durabilityOf({ stage }: Pick<Options, 'stage'>): {
  readonly logRetention: RetentionDays;
  readonly removalPolicy: RemovalPolicy;
} {
  return stage === 'prod'
    ? { logRetention: RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.RETAIN }
    : { logRetention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY };
}
