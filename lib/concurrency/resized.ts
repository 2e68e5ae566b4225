import { hasExpired } from '../gate/lease.ts';
import { allocationUnder, resizeGates, type Resizing } from '../gate/sizing/resize-gates.ts';
import type { Clock } from '../clock.ts';
import type { Context } from '../context.ts';
import { replaceEnvironment, type EnvironmentItem } from '../environments/environment.ts';
import { gatesToResize, shapeFor } from '../environments/resize-environment.ts';
import type { Write } from '../table/transact.ts';
import type { Allocation } from './concurrency.ts';

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

/** The effect of a change for which nothing is written: expired leases are only left out of account. */
export function foreseen(
  { before, maxConcurrentCalls }: Wanted,
  { gates }: Allocation,
  clock: Clock,
): Changed {
  const now = clock.now();
  const live = (gates.get(before.id) ?? []).map((gate) => ({
    ...gate,
    l: Object.fromEntries(Object.entries(gate.l).filter(([, lease]) => !hasExpired(lease, now))),
  }));
  const after = { ...before, ...allocationUnder(maxConcurrentCalls, live), maxConcurrentCalls };
  return { before, after, writes: [] };
}

export async function resized(
  { before, maxConcurrentCalls }: Wanted,
  { gates }: Allocation,
  at: string,
  context: Context,
): Promise<Changed> {
  const wantedShape = shapeFor({ ...before, maxConcurrentCalls });
  const seen = await gatesToResize(before, wantedShape, context, gates.get(before.id));
  const { writes, ...shape } = resizeGates(before.id, seen, wantedShape, context.clock);
  const after = { ...before, ...shape, maxConcurrentCalls, updatedAt: at, version: before.version + 1 };
  return { before, after, writes };
}

/** All changes to an environment under its new limit. */
export const writesOf = ({ before, after, writes }: Changed): Write[] => [
  replaceEnvironment(before, after),
  ...writes,
];

/** By how many calls of the plan the allocation of environments grows or shrinks. */
export const callsMore = (changed: readonly Changed[]): number =>
  changed.reduce((sum, { before, after }) => sum + after.allocatedCalls - before.allocatedCalls, 0);

/** Limits by environment, for the audit trail. */
export function limitsOf(environments: readonly EnvironmentItem[]): Record<string, number> {
  return Object.fromEntries(environments.map(({ id, maxConcurrentCalls }) => [id, maxConcurrentCalls]));
}
