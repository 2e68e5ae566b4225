import { readFileSync } from 'node:fs';
import { RemovalPolicy, type App } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import { limits } from '../lib/api/limits.ts';

// Options on the command line are text; those in a stage's file may have other types.
const text = z.coerce.string().trim().min(1);
const number = z.coerce.number().int();
const flag = z.coerce.string().pipe(z.stringbool());
const arn = (service: string) => text.regex(new RegExp(`^arn:aws:${service}:us-east-1:\\d{12}:`));

/** The regions that are enabled in every account. CloudFront delivers no access logs to buckets in the others. */
export const regions = (
  'us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 ' +
  'ap-south-1 ap-southeast-1 ap-southeast-2 ap-northeast-1 ap-northeast-2 ap-northeast-3'
).split(' ');

/** The name is part of the sign-in page's domain, where Cognito reserves some words. */
export const stageName = text
  .regex(/^[a-z][a-z0-9-]{0,15}$/, 'takes up to 16 lower-case letters, digits and hyphens, a letter first')
  .refine((name) => !/aws|amazon|cognito/.test(name), 'cannot contain aws, amazon or cognito');

const given = z.strictObject({
  stage: stageName.default('dev'),
  region: z
    .enum(regions, {
      error: `must be a region that is enabled in every account, one of: ${regions.join(', ')}`,
    })
    .optional(),
  production: flag.optional(),
  domain: text.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/).optional(),
  certificateArn: arn('acm').optional(),
  webAcl: z.union([z.enum(['none', 'managed']), arn('wafv2')]).optional(),
  gateway: z.enum(['closed', 'open']).default('closed'),
  originSecret: number.min(1).default(1),
  mailFrom: z.email().optional(),
  mailIdentity: text.optional(),
  alarmEmail: z.email().optional(),
  planName: text.default('Standard'),
  planCalls: number.min(1).max(limits.planCalls).default(40),
  signUp: z.enum(['open', 'closed']).default('open'),
  mfa: z.enum(['required', 'off']).optional(),
  reservedConcurrency: number.min(1).optional(),
  canary: flag.optional(),
  provisionedConcurrency: number.min(1).optional(),
  writesPerSecond: number.min(4_000).optional(),
  tableName: text.optional(),
  tableStreamArn: text.regex(/^arn:aws:dynamodb:[^:]+:\d{12}:table\/[^/]+\/stream\//).optional(),
  tableInStack: flag.default(false),
  backupCopyTo: text.regex(/^arn:aws:backup:[^:]+:\d{12}:backup-vault:[\w-]+$/).optional(),
  eventBus: flag.default(true),
  tracing: flag.default(false),
  bootstrapQualifier: text
    .regex(/^[a-z0-9]{1,10}$/, 'takes up to ten lower-case letters and digits')
    .optional(),
  emulator: flag.default(false),
});

/** The beginning of the names of a stage's restored tables, so that a stage cannot use another one's. */
export const restoredPrefix = (stage: string): string => `berth-${stage}.`;

const schema = given
  .refine(({ domain, certificateArn }) => (domain === undefined) === (certificateArn === undefined), {
    error: 'domain and certificateArn go together',
  })
  .refine(({ tableName, tableStreamArn }) => (tableName === undefined) === (tableStreamArn === undefined), {
    error: 'tableName and tableStreamArn go together',
  })
  .refine(({ stage, tableName }) => tableName?.startsWith(restoredPrefix(stage)) !== false, {
    error: ({ input }) =>
      `tableName must begin with "${restoredPrefix((input as { stage: string }).stage)}": a stage can't use the table of another stage`,
  })
  .refine(
    ({ tableName, tableStreamArn }) =>
      tableName === undefined || tableStreamArn?.includes(`:table/${tableName}/stream/`),
    { error: 'tableStreamArn must be the stream of tableName' },
  )
  .refine(({ tableInStack, tableName }) => !tableInStack || tableName !== undefined, {
    error: 'tableInStack needs tableName',
  })
  .refine(
    ({ reservedConcurrency = Infinity, provisionedConcurrency = 0 }) =>
      provisionedConcurrency <= reservedConcurrency,
    { error: 'provisionedConcurrency must not exceed reservedConcurrency' },
  )
  .refine(({ mailFrom, mailIdentity }) => mailIdentity === undefined || mailFrom !== undefined, {
    error: 'mailIdentity needs mailFrom',
  })
  .transform(({ production = false, ...options }) => ({
    ...options,
    production: production || options.stage === 'prod',
  }))
  .transform(({ region, mfa, webAcl, canary, ...options }) => ({
    ...options,
    region: region ?? process.env['CDK_DEFAULT_REGION'] ?? 'us-east-1',
    // The emulator has no CodeDeploy.
    canary: !options.emulator && (canary ?? options.production),
    mfa: mfa ?? (options.production ? 'required' : 'off'),
    webAcl: options.emulator ? 'none' : (webAcl ?? (options.production ? 'managed' : 'none')),
  }));

/** The options of a stage. docs/deploy.md describes each. */
export type Options = z.output<typeof schema>;

/** Options as they were given, by name. `null` stands for an option that is left out on purpose. */
export type GivenOptions = Readonly<Record<string, unknown>>;

/** The options in a stage's file. @throws Error when there is no such file */
export function optionsInFile(stage: string): GivenOptions {
  const file = new URL(`../stages/${stageName.parse(stage)}.json`, import.meta.url);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as GivenOptions;
  } catch (thrown) {
    const why = (thrown as { code?: string }).code === 'ENOENT' ? 'There is no such file' : String(thrown);
    throw new Error(`stages/${stage}.json, which says how the stage is to be deployed: ${why}`, {
      cause: thrown,
    });
  }
}

/** The options on the command line: `-c name=value`, where `-c name=` leaves one out on purpose. */
export function optionsInContext(app: App): GivenOptions {
  const context = app.node.getAllContext() as Record<string, unknown>;
  // The CDK's own flags have a colon or a slash in their names. All others must be ours: a misspelt option fails.
  const ours = Object.entries(context).filter(([name]) => !/[:/]/.test(name));
  return Object.fromEntries(ours.map(([name, value]) => [name, value === '' ? null : value]));
}

/** @throws Error with a line for each option that is unknown or not valid */
export function optionsOf(options: GivenOptions): Options {
  const parsed = schema.safeParse(
    Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null)),
  );
  if (parsed.success) {
    if (!regions.includes(parsed.data.region))
      throw new Error(`Berth can't be deployed to ${parsed.data.region}. It takes: ${regions.join(', ')}`);
    return parsed.data;
  }
  const lines = parsed.error.issues.map(
    ({ path, message }) => `  ${path.join('.') || 'options'}: ${message}`,
  );
  throw new Error(`These options can't be used:\n${lines.join('\n')}`);
}

/** How long logs and files are kept. The table and the user pool outlive their stack in every stage. */
export function durabilityOf({ production }: Pick<Options, 'production'>): {
  readonly logRetention: RetentionDays;
  readonly removalPolicy: RemovalPolicy;
} {
  return production
    ? { logRetention: RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.RETAIN }
    : { logRetention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY };
}
