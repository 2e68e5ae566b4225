import type { App } from 'aws-cdk-lib';
import { ApiStack } from './api-stack.ts';
import { configurationOf } from './console-configuration.ts';
import { ConsoleStack } from './console-stack.ts';
import { DataStack } from './data-stack.ts';
import type { CodeOf } from './deployed-function.ts';
import type { Options } from './options.ts';
import { stackName, type StackPart } from './names.ts';
import { OriginStack } from './origin-stack.ts';

/** The stacks of a stage, in the order of their deployment. */
export interface Berth {
  readonly data: DataStack;
  readonly origin: OriginStack;
  readonly api: ApiStack;
  readonly console: ConsoleStack;
}

export interface BerthProps {
  readonly options: Options;
  readonly codeOf: CodeOf;
  /** Where the built console is, if it is. */
  readonly built: string;
}

/**
 * A stage of Berth. Each stack knows only those before it:
 * - data: what must never be lost
 * - origin: the address of it all
 * - api: what answers there
 * - console: the files that are served there
 */
export function berth(app: App, { options, codeOf, built }: BerthProps): Berth {
  const name = (part: StackPart) => stackName(options.stage, part);
  const data = new DataStack(app, name('Data'), { options, codeOf });
  const { pool, signIn } = data;
  const origin = new OriginStack(app, name('Origin'), { options, pool, signIn });
  const clientId = origin.client.userPoolClientId;
  const api = new ApiStack(app, name('Api'), {
    table: data.table,
    pool,
    invitationKey: data.invitationKey,
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
  site.addStackDependency(api, 'The console calls the API: new routes are there before it asks for them.');
  return { data, origin, api, console: site };
}
