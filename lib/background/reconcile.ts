import type { AccountId, EnvironmentId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import { Outdated, type Cause } from '../request.ts';
import { commit } from '../change/commit.ts';
import { reclaim } from '../environments/reclaim.ts';
import type { Context } from '../context.ts';
import { driftsOf } from './drift/all-drifts.ts';
import { stageOf, type Drift } from './drift/drift.ts';
import { readWholeAccount } from './read-account.ts';

export interface Options {
  /** Only reports differences. */
  readonly dryRun: boolean;
  /** Also looks for damage that only a backup with half of a transaction can cause (see readWholeAccount). */
  readonly thorough: boolean;
}

/** The difference, and whether it was repaired. */
export type Finding = Omit<Drift, 'mend'> & { readonly mended: boolean };

/** Three stages, and more runs for differences that only a repair reveals. */
const MAX_LOOKS = 8;

/**
 * Checks the data of an account that is stored twice or counted, and repairs it when the items show what is right.
 * Normally there are no differences, because each change is one transaction. After a restore there may be some,
 * because a backup can contain one half of a transaction.
 */
export async function reconcileAccount(
  id: AccountId,
  cause: Pick<Cause, 'requestId'>,
  context: Context,
  options: Options,
): Promise<Finding[]> {
  const tried = new Map<string, Drift>();
  let standing = await confirmed(id, context, options);
  for (let looks = options.dryRun ? MAX_LOOKS : 0; looks < MAX_LOOKS; looks += 1) {
    const next = standing
      .filter((drift) => drift.mend !== undefined && !tried.has(sameness(drift)))
      .toSorted((one, other) => stageOf(one) - stageOf(other));
    const now = next.filter((drift) => stageOf(drift) === stageOf(next[0] as Drift));
    if (now.length === 0) break;
    for (const drift of now) {
      if (await isMended(id, drift, cause, context)) tried.set(sameness(drift), drift);
    }
    standing = await confirmed(id, context, options);
  }
  const finding = ({ mend: _, ...drift }: Drift, isDone: boolean): Finding => ({ ...drift, mended: isDone });
  const left = new Set(standing.map(sameness));
  const mended = [...tried].filter(([same]) => !left.has(same)).map(([, drift]) => drift);
  return [...mended.map((drift) => finding(drift, true)), ...standing.map((drift) => finding(drift, false))];
}

/**
 * The differences that two readings agree on. One reading alone may see one half of a change that is being made, which
 * the next reading sees whole.
 */
async function confirmed(id: AccountId, context: Context, options: Options): Promise<Drift[]> {
  const look = async () => driftsOf(await readWholeAccount(id, context, options), context);
  const first = await look();
  if (first.length === 0) return [];
  const seen = new Set(first.map(sameness));
  return (await look()).filter((drift) => seen.has(sameness(drift)));
}

const sameness = ({ what, target, stored, found }: Drift) => JSON.stringify([what, target.id, stored, found]);

/** @returns false when something changed in the meantime, or there is no room: the next run checks it again */
async function isMended(
  account: AccountId,
  { what, target, stored, found, mend }: Drift,
  { requestId }: Pick<Cause, 'requestId'>,
  context: Context,
): Promise<boolean> {
  try {
    if (mend === undefined) return false;
    if (mend === 'reclaim') {
      await reclaim(account, target.id as EnvironmentId, { requestId }, context);
      return true;
    }
    const cause: Cause = { caller: { kind: 'system', name: 'reconciler' }, requestId };
    await commit(cause, context, {
      account,
      writes: mend.writes,
      event: {
        action: target.type === 'account' ? 'account.reconciled' : 'environment.reconciled',
        target,
        before: { [what]: stored },
        after: { [what]: found },
      },
      answer: { body: undefined },
    });
    return true;
  } catch (thrown) {
    if (thrown instanceof Outdated || thrown instanceof Problem) return false;
    throw thrown;
  }
}
