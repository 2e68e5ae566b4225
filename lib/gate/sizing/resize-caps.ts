import { Outdated } from '../../request.ts';
import { UNCAPPED, type CapName } from '../caps.ts';
import type { GateItem, StoredCap } from '../gate.ts';
import { capSharesAround } from './shares.ts';

/** The caps that a gate gets, each with its share; the first gate also holds the limits. */
export type CapsOfGate = ReadonlyMap<CapName, Omit<StoredCap, 'n'>>;

/**
 * Shares the limits of caps out among gates.
 * @param standing the gates by their index, as far as they exist
 * @param free how many free slots each gate has
 * @returns the caps of the gate of an index
 */
export function capsOfEach(
  limits: ReadonlyMap<CapName, number>,
  standing: readonly (GateItem | undefined)[],
  free: readonly number[],
): (index: number) => CapsOfGate {
  const caps = [...limits].map(([name, limit]) => {
    const capsHere = standing.map((gate) => gate?.c?.[name]);
    const under = capsHere.map((cap) => cap?.n ?? 0);
    const shares = capsHere.map((cap) => (cap === undefined || cap.m === UNCAPPED ? 0 : cap.m));
    return { name, limit, shares: capSharesAround(limit, under, free, shares) };
  });
  return (index) =>
    new Map(
      caps.map(({ name, limit, shares }) => [
        name,
        { m: shares[index] ?? 0, ...(index === 0 && { t: limit }) },
      ]),
    );
}

/** Caps under which nothing runs yet, for a new gate. */
export function emptyCaps(caps: CapsOfGate): Pick<GateItem, 'c'> {
  if (caps.size === 0) return {};
  return { c: Object.fromEntries([...caps].map(([name, cap]) => [name, { ...cap, n: 0 }])) };
}

/** Changes the caps that were seen in a gate into the wanted ones. Their counts stay. */
export function recap({ c: seen = {} }: GateItem, wanted: CapsOfGate) {
  const assignments: string[] = [];
  const conditions: string[] = [];
  const removals: string[] = [];
  const names: Record<string, string> = {};
  const values: Record<string, number> = {};
  for (const [index, name] of [...new Set([...Object.keys(seen), ...wanted.keys()])].entries()) {
    const path = `c.#c${index}`;
    const was = seen[name];
    const to = wanted.get(name as CapName);
    // The cap was removed after this gate had been read.
    if (was === undefined) throw new Outdated();
    if (was.m === to?.m && was.t === to.t) continue;
    names[`#c${index}`] = name;
    values[`:c${index}was`] = was.m;
    conditions.push(`${path}.m = :c${index}was`);
    if (to === undefined) {
      removals.push(path);
      continue;
    }
    // No more may run under it than the shares of the other gates leave room for.
    conditions.push(`${path}.n <= :c${index}most`);
    values[`:c${index}most`] = Math.max(to.m, was.n);
    assignments.push(`${path}.m = :c${index}m`);
    values[`:c${index}m`] = to.m;
    if (to.t === undefined) continue;
    assignments.push(`${path}.t = :c${index}t`);
    values[`:c${index}t`] = to.t;
  }
  return { assignments, conditions, removals, names, values };
}
