import { resizeGates, type Resizing } from '../gate/sizing/resize-gates.ts';
import type { GateItem } from '../gate/gate.ts';
import type { Context } from '../context.ts';
import { replaceEnvironment, type EnvironmentItem } from '../environments/environment.ts';
import { assertOneStep } from '../environments/one-step.ts';
import { gatesAsForeseen, gatesToResize, shapeFor } from '../environments/resize-environment.ts';
import { MAX_WRITES, type Write } from '../table/transact.ts';
import { Problem } from '../api/problem.ts';

/** An environment whose limit is to change. */
export interface Wanted {
  readonly before: EnvironmentItem;
  readonly maxConcurrentCalls: number;
}

/** One environment under its new limit. */
export interface Changed extends Pick<Resizing, 'writes'> {
  readonly before: EnvironmentItem;
  readonly after: EnvironmentItem;
}

/**
 * Environments under their new limits, as far as it can be foreseen: nothing is written to prepare the change. The
 * writes are as many as those of the change itself.
 * @param at when it is changed
 * @throws environment_has_active_calls when one of them is too much for one step
 */
export const foreseen = (
  wanted: readonly Wanted[],
  gates: ReadonlyMap<EnvironmentItem['id'], readonly GateItem[]>,
  at: string,
  context: Pick<Context, 'clock'>,
): Changed[] =>
  wanted.map((one) =>
    under(one, gatesAsForeseen(gates.get(one.before.id) ?? [], shapeOf(one), context), at, context),
  );

/**
 * The same, after what has expired was removed from the gates.
 * @param gates those that have already been read
 */
export const resized = async (
  wanted: readonly Wanted[],
  gates: ReadonlyMap<EnvironmentItem['id'], readonly GateItem[]>,
  at: string,
  context: Context,
): Promise<Changed[]> =>
  Promise.all(
    wanted.map(async (one) =>
      under(
        one,
        await gatesToResize(one.before, shapeOf(one), context, gates.get(one.before.id)),
        at,
        context,
      ),
    ),
  );

const shapeOf = ({ before, maxConcurrentCalls }: Wanted) => shapeFor({ ...before, maxConcurrentCalls });

function under(
  { before, maxConcurrentCalls }: Wanted,
  gates: readonly GateItem[],
  at: string,
  { clock }: Pick<Context, 'clock'>,
): Changed {
  const { writes, ...shape } = resizeGates(before.id, gates, shapeOf({ before, maxConcurrentCalls }), clock);
  assertOneStep(writes, gates);
  const after = { ...before, ...shape, maxConcurrentCalls, updatedAt: at, version: before.version + 1 };
  return { before, after, writes };
}

/** All changes to an environment under its new limit. */
export const writesOf = ({ before, after, writes }: Changed): Write[] => [
  replaceEnvironment(before, after),
  ...writes,
];

/** The writes of a change besides those of its environments: record, membership, account, event. */
export const OTHER_WRITES = 4;

/** How many environments a refusal names. */
const NAMED = 3;

/**
 * All or nothing means one transaction, and its size is limited. Forty environments of up to forty calls always fit.
 * @throws change_too_large
 */
export function assertOneStepTogether(changed: readonly Changed[]): void {
  const each = changed
    .map((one) => ({ name: one.before.name, writes: writesOf(one).length }))
    .toSorted((one, other) => other.writes - one.writes);
  const needed = each.reduce((sum, { writes }) => sum + writes, OTHER_WRITES);
  if (needed <= MAX_WRITES) return;
  const largest = each.slice(0, NAMED).map(({ name, writes }) => `${writes} for “${name}”`);
  const detail = `These changes need ${needed} writes, ${largest.join(', ')}${each.length > NAMED ? ' and so on' : ''}, and one step can make ${MAX_WRITES}. Change fewer environments at a time, those that are lowered first.`;
  throw new Problem('change_too_large', { detail });
}

/** By how many calls of the plan the allocation of environments grows or shrinks. */
export const callsMore = (changed: readonly Changed[]): number =>
  changed.reduce((sum, { before, after }) => sum + after.allocatedCalls - before.allocatedCalls, 0);

/** Limits by environment, for the audit trail. */
export function limitsOf(environments: readonly EnvironmentItem[]): Record<string, number> {
  return Object.fromEntries(environments.map(({ id, maxConcurrentCalls }) => [id, maxConcurrentCalls]));
}
