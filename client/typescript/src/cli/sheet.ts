import type { Environment } from '../management/types.ts';
import type { EnvironmentEntry } from './entries.ts';
import type { Path } from './fields.ts';
import type { Account, Standing } from './standing.ts';

/** One change, made by one request or two. */
export interface Step {
  /** For people: `change  agent “Front desk” in production: voice “alloy” → “echo”`. */
  readonly says: string;
  run(): Promise<unknown>;
}

export interface Plan {
  readonly steps: readonly Step[];
  /** What exists and is not in the file. */
  readonly leftAlone: readonly string[];
  /** Why the file can't be applied: then nothing is done. */
  readonly problems: readonly string[];
}

/** An environment in the file. */
export interface Wanted {
  readonly entry: EnvironmentEntry;
  /** Its position in the file. */
  readonly at: Path;
}

/** One environment, as it is wanted and as it is. */
export interface Target extends Wanted {
  readonly environment: Environment | undefined;
  /** Undefined until it is created. */
  readonly standing: Standing | undefined;
  /** Set by its creation, if it is created. */
  id: string;
}

/** A plan while it is being made. */
export interface Sheet {
  readonly account: Account;
  readonly steps: Step[];
  readonly leftAlone: string[];
  readonly problem: (at: Path, message: string) => void;
}
