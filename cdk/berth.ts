import { BOOTSTRAP_QUALIFIER_CONTEXT, type App } from 'aws-cdk-lib';
import { ApiStack } from './api-stack.ts';
import { configurationOf } from './console-configuration.ts';
import { ConsoleStack } from './console-stack.ts';
import { DataStack } from './data-stack.ts';
import type { CodeOf } from './deployed-function.ts';
import { EdgeStack } from './edge-stack.ts';
import type { GivenOptions, Options } from './options.ts';
import { stackName, type StackPart } from './names.ts';
import { OriginStack } from './origin-stack.ts';
import { WebAclStack } from './web-acl-stack.ts';

/** The stacks of a stage, in the order of their deployment. */
export interface Berth {
  readonly webAcl: WebAclStack | undefined;
  readonly data: DataStack;
  readonly origin: OriginStack;
  readonly api: ApiStack;
  readonly console: ConsoleStack;
  readonly edge: EdgeStack | undefined;
}

export interface BerthProps {
  readonly options: Options;
  readonly given: GivenOptions;
  readonly codeOf: CodeOf;
  /** The folder of the built console. */
  readonly built: string;
}

/**
 * A stage of Berth. Each stack refers only to those before it:
 * - web ACL: protects the address from floods
 * - data: everything that must never be lost
 * - origin: the address
 * - api: the functions that answer there
 * - console: the files that are served there
 * - edge: the alarms on the address
 *
 * The first and the last are in the region of CloudFront. No stack can import from another region, so
 * `npm run deploy` passes values between these two and the others.
 */
export function berth(app: App, { options, given, codeOf, built }: BerthProps): Berth {
  if (options.bootstrapQualifier !== undefined)
    app.node.setContext(BOOTSTRAP_QUALIFIER_CONTEXT, options.bootstrapQualifier);
  const name = (part: StackPart) => stackName(options, part);
  const webAcl = options.webAcl === 'managed' ? new WebAclStack(app, name('WebAcl'), { options }) : undefined;
  const data = new DataStack(app, name('Data'), { options, given, codeOf });
  const { pool, signIn } = data;
  const origin = new OriginStack(app, name('Origin'), { options, pool, signIn });
  const clientId = origin.client.userPoolClientId;
  const api = new ApiStack(app, name('Api'), {
    table: data.table,
    pool,
    invitationKey: data.invitationKey,
    webhookKey: data.webhookKey,
    tokens: data.tokens,
    options,
    codeOf,
    clientId,
    api: origin.api,
    consoleOrigin: origin.origin,
  });
  const site = new ConsoleStack(app, name('Console'), {
    options,
    built,
    filesArn: origin.filesArn,
    configuration: configurationOf(options, {
      origin: origin.origin,
      pool,
      clientId,
      signIn,
    }),
  });
  site.addStackDependency(
    api,
    'The console calls the API, so new routes are deployed before the console that calls them.',
  );
  const edge = options.emulator ? undefined : new EdgeStack(app, name('Edge'), { options });
  return { webAcl, data, origin, api, console: site, edge };
}
