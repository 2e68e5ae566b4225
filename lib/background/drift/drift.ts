import type { AuditEvent } from '../../api/routes/audit.ts';
import type { EnvironmentItem } from '../../environments/environment.ts';
import type { Write } from '../../table/transact.ts';
import type { WholeAccount } from '../read-account.ts';

/** A difference between what is stored and what should be. */
export interface Drift {
  /** One or two words, the same for every difference of this kind. */
  readonly what: string;
  readonly target: AuditEvent['target'];
  readonly stored: unknown;
  /** The value that it should have, by counting. */
  readonly found: unknown;
  /** How it is repaired. Undefined when what is stored does not show what is right. */
  readonly mend?: Mend | undefined;
}

/**
 * A repair happens only while everything that it was concluded from is unchanged: its writes carry these conditions, so
 * a change by somebody else at the same time wins. `reclaim`: the environment is brought to its limit as after any
 * change, once all else is right.
 */
export type Mend = { readonly writes: readonly Write[] } | 'reclaim';

/**
 * The order of repairs: items that contradict each other, then counts of them, then limits, which need room in the
 * counts.
 */
export function stageOf({ what, mend }: Drift): number {
  if (mend === 'reclaim') return 2;
  return what === 'counts' ? 1 : 0;
}

/** The account as the subject of a difference. */
export const accountTarget = ({ id, account }: WholeAccount): AuditEvent['target'] => ({
  type: 'account',
  id,
  ...(account !== undefined && { name: account.name }),
});

/** An environment as the subject of a difference. */
export const environmentTarget = ({
  id,
  name,
}: Pick<EnvironmentItem, 'id' | 'name'>): AuditEvent['target'] => ({ type: 'environment', id, name });
