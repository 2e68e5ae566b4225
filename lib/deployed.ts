import type { Person } from './auth/caller.ts';
import { systemClock } from './clock.ts';
import { openTable } from './table/table.ts';
import type { Context } from './context.ts';

/** The configuration that the stack gives a function. */
export interface FunctionEnvironment {
  readonly TABLE_NAME: string;
  /** Only for functions that serve people. */
  readonly USER_POOL_ID?: string;
  readonly USER_POOL_CLIENT_ID?: string;
  readonly DEFAULT_PLAN_NAME: string;
  /** A whole number: the concurrent calls of a new account's plan. */
  readonly DEFAULT_PLAN_CALLS: string;
  /** Only for `users` and `relay`: the secret with the key of invitation links, the same for both. */
  readonly INVITATION_KEY_ARN?: string;
  /**
   * Only for `relay`, and only where mail is sent: an address that SES may send from, for example `Berth
   * <berth@example.com>`.
   */
  readonly MAIL_FROM?: string;
  /** Only for `relay`: the configuration set under which its mails are counted. */
  readonly MAIL_CONFIGURATION_SET?: string;
  /** Only for `webhooks` and `deliveries`: the secret with the key from which signing secrets are computed. */
  readonly WEBHOOK_KEY_ARN?: string;
  /** Only for functions that queue deliveries or make them. */
  readonly DELIVERIES_QUEUE_URL?: string;
  /** Only where events are published, and the stage has a bus for them. */
  readonly EVENT_BUS_NAME?: string;
  /** Only for functions that queue tasks: the queue of the function that performs them. */
  readonly TASK_QUEUE_URL?: string;
  /** For example https://console.example.com, without a slash at the end. */
  readonly CONSOLE_ORIGIN: string;
  /**
   * Only for functions with routes, and only where requests must have come through CloudFront: the secrets that prove
   * it, separated by commas.
   */
  readonly ORIGIN_SECRETS?: string;
}

/**
 * A function as Lambda runs it: its context is made from the environment variables while Lambda starts it, or at the
 * first event for a tool that imports it without them. The log has one line for each start.
 */
export function deployed<Event, Lambda, Result>(
  serve: (context: Context) => (event: Event, lambda: Lambda) => Promise<Result>,
): (event: Event, lambda: Lambda) => Promise<Result> {
  let handler = inLambda() ? serve(theContext()) : undefined;
  let started = false;
  return (event, lambda) => {
    if (!started && inLambda()) told();
    started = true;
    handler ??= serve(theContext());
    return handler(event, lambda);
  };
}

const inLambda = (): boolean => process.env['AWS_LAMBDA_FUNCTION_NAME'] !== undefined;

const log = (line: Record<string, unknown>): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

/** How long a cold start took until its first event, and the memory that it took. */
const told = (): void =>
  log({
    level: 'info',
    message: 'cold start',
    milliseconds: Math.round(performance.now()),
    megabytes: Math.round(process.memoryUsage.rss() / 1_000_000),
  });

/** @throws Error that names the variable when it is missing */
export function variable(name: keyof FunctionEnvironment): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`The environment variable ${name} is not set`);
  return value;
}

function theContext(): Context {
  return {
    table: openTable(variable('TABLE_NAME')),
    clock: systemClock,
    people: {
      // The verifier is loaded with the first token: the functions that serve machines hardly ever get one.
      async identify(accessToken): Promise<Person> {
        const { peopleOf } = await import('./auth/people.ts');
        people ??= peopleOf({
          userPoolId: variable('USER_POOL_ID'),
          clientId: variable('USER_POOL_CLIENT_ID'),
        });
        return people.identify(accessToken);
      },
    },
    // Read when they are needed: the user pool's trigger is created before the origin is known.
    settings: {
      sweepSeconds: 60,
      get defaultPlan() {
        return {
          name: variable('DEFAULT_PLAN_NAME'),
          maxConcurrentCalls: Number(variable('DEFAULT_PLAN_CALLS')),
        };
      },
      get consoleOrigin() {
        return variable('CONSOLE_ORIGIN');
      },
      originSecrets: process.env['ORIGIN_SECRETS']?.split(','),
    },
    // Functions that serve operators ask the user pool, and pass in a client for it.
    groupsOf: async () => [],
    usersOf: async () => [],
    // Functions that make or check links read it.
    invitationKey: () => {
      throw new Error('This function has no key of invitation links');
    },
    log,
  };
}

/** Lives as long as the process, and so does its cache. */
let people: Context['people'] | undefined;
