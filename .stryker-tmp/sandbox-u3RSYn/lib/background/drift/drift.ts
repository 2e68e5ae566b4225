import type { AuditEvent } from '../../api/routes/audit.ts';
import type { EnvironmentItem } from '../../environments/environment.ts';
import type { Write } from '../../table/transact.ts';
import type { WholeAccount } from '../read-account.ts';

/** Something that is not as it must be. */
export interface Drift {
  /** One or two words, the same each time. */
  readonly what: string;
  readonly target: AuditEvent['target'];
  readonly stored: unknown;
  /** What it must be, by what it is counted from. */
  readonly found: unknown;
  /** How it is mended. Undefined when what is right can't be told from what is there. */
  readonly mend?: Mend | undefined;
}

/**
 * A mend happens only while everything that it was concluded from is still as it was seen: its writes carry the conditions,
 * and whoever changes the same items at the same moment comes first. `reclaim`: the environment is brought to its limit in
 * the way of every day, once all else is right.
 */
export type Mend = { readonly writes: readonly Write[] } | 'reclaim';

/** What comes first: items that contradict each other, then counts of them, then limits, which need room in the counts. */
export function stageOf({ what, mend }: Drift): number {
  if (mend === 'reclaim') return 2;
  return what === 'counts' ? 1 : 0;
}

/** The account, as what a drift is about. */
export const accountTarget = ({ id, account }: WholeAccount): AuditEvent['target'] => ({
  type: 'account',
  id,
  ...(account !== undefined && { name: account.name }),
});

/** An environment, as what a drift is about. */
export const environmentTarget = ({
  id,
  name,
}: Pick<EnvironmentItem, 'id' | 'name'>): AuditEvent['target'] => ({ type: 'environment', id, name });
