import type { UserId } from './api/schemas/ids.ts';
import type { People } from './auth/people.ts';
import type { Clock } from './clock.ts';
import type { Table } from './table/table.ts';

/** The settings of a stage. */
export interface Settings {
  /** The plan of a new account. */
  readonly defaultPlan: { readonly name: string; readonly maxConcurrentCalls: number };
  /** Where the console is served, without a slash at the end: the start of every link in a mail. */
  readonly consoleOrigin: string;
  /** The secrets that prove that a request came through the origin. Without any, requests may come from anywhere. */
  readonly originSecrets?: readonly string[] | undefined;
  /** How often the sweeper handles what is due. */
  readonly sweepSeconds: number;
}

/**
 * Everything outside the code that it depends on. A function gets one made from its environment, a test makes its own.
 */
export interface Context {
  readonly table: Table;
  readonly clock: Clock;
  readonly people: People;
  readonly settings: Settings;
  /** The groups of the user pool that a person is in right now. */
  readonly groupsOf: (user: UserId) => Promise<readonly string[]>;
  /** The people in the user pool who have this email address: one, or several who sign in in different ways. */
  readonly usersOf: (email: string) => Promise<readonly UserId[]>;
  /** The key of invitation links: known only to the functions that make or check them. */
  readonly invitationKey: () => string;
  /** Takes one structured line: what happened, and its facts. Never a secret, a token or a body. */
  readonly log: (line: Record<string, unknown>) => void;
}
