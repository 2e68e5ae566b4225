import type { UserId } from './api/schemas/ids.ts';
import type { People } from './auth/people.ts';
import type { Clock } from './clock.ts';
import type { Table } from './table/table.ts';

/** What a stage decides for itself. */
export interface Settings {
  /** The plan of a new account. */
  readonly defaultPlan: { readonly name: string; readonly maxConcurrentCalls: number };
  /** Where the console is served, without a slash at the end: the start of every link in a mail. */
  readonly consoleOrigin: string;
  /** What a request shows that came through the origin. Without any, requests may come from anywhere. */
  readonly originSecrets?: readonly string[] | undefined;
  /** How often the sweeper looks at what is due. */
  readonly sweepSeconds: number;
}

/** Everything outside the code that it works with. A function gets one made from its environment, a test makes its own. */
export interface Context {
  readonly table: Table;
  readonly clock: Clock;
  readonly people: People;
  readonly settings: Settings;
  /** The groups of the user pool that a person is in right now. */
  readonly groupsOf: (user: UserId) => Promise<readonly string[]>;
  /** The people in the user pool who have this email address: one, or several who sign in by different ways. */
  readonly usersOf: (email: string) => Promise<readonly UserId[]>;
  /** What invitation links are computed with: known only to the functions that make or check them. */
  readonly invitationKey: () => string;
  /** Takes one structured line: what happened, and its facts. Never a secret, a token or a body. */
  readonly log: (line: Record<string, unknown>) => void;
}
