import type { EnvironmentId } from '../api/schemas/ids.ts';
import { keyOf } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { update } from '../table/write.ts';
import type { Context } from '../context.ts';
import { Outdated } from '../request.ts';
import { countUnder, MAX_LEAVING_AT_ONCE, recount, UNCAPPED, type CapName } from './caps.ts';
import { readGates, type GateItem, type StoredCap } from './gate.ts';
import { hasExpired } from './lease.ts';

/** The gates of an environment, read now, without expired leases. */
export async function sweptGates(environment: EnvironmentId, { table, clock }: Context): Promise<GateItem[]> {
  const gates = await readGates(table, environment);
  return Promise.all(gates.map((gate) => sweepGate(table, gate, clock.now())));
}

/**
 * Removes expired leases from a gate. It cannot touch a live one: each is removed only if it is still as it was seen.
 */
export async function sweepGate(table: Table, gate: GateItem, now: number): Promise<GateItem> {
  const expired = Object.entries(gate.l).filter(([, lease]) => hasExpired(lease, now));
  if (expired.length === 0) return gate;
  const batch = expired.slice(0, MAX_LEAVING_AT_ONCE);
  const counts = recount(gate.c, { leaving: batch });
  const assigned = counts.assignments.length === 0 ? '' : `SET ${counts.assignments.join(', ')} `;
  const swept = await update<GateItem>(table, keyOf(gate), {
    UpdateExpression: `${assigned}REMOVE ${batch.map((_, index) => `l.#e${index}`).join(', ')}`,
    ConditionExpression: [...batch.map((_, index) => `l.#e${index} = :e${index}`), ...counts.conditions].join(
      ' AND ',
    ),
    ExpressionAttributeNames: {
      ...counts.ExpressionAttributeNames,
      ...Object.fromEntries(batch.map(([id], index) => [`#e${index}`, id])),
    },
    ExpressionAttributeValues: {
      ...counts.ExpressionAttributeValues,
      ...Object.fromEntries(batch.map(([, lease], index) => [`:e${index}`, lease])),
    },
  });
  // Refused: someone else has removed or replaced one of them. The gate is swept again as it is now.
  return swept.item === undefined ? gate : sweepGate(table, swept.item, now);
}

/**
 * The gates of an environment as they were seen, without expired leases, each counting under these caps. A cap under
 * which a gate does not count yet limits nothing before the gates are resized: then all of them change in one
 * transaction, while calls start and end, and the counts must already be there.
 */
export async function countedGates(
  seen: readonly GateItem[],
  capsOf: (gates: readonly GateItem[]) => Iterable<CapName>,
  context: Context,
): Promise<GateItem[]> {
  const gates = await Promise.all(seen.map((gate) => sweepGate(context.table, gate, context.clock.now())));
  const wanted = [...capsOf(gates)];
  return Promise.all(gates.map((gate) => count(gate, wanted, context.table)));
}

/** What `countedGates` would return now. Nothing is written. @param now milliseconds since the epoch */
export function foreseenGates(
  seen: readonly GateItem[],
  capsOf: (gates: readonly GateItem[]) => Iterable<CapName>,
  now: number,
): GateItem[] {
  const gates = seen.map((gate) => ({
    ...gate,
    l: Object.fromEntries(Object.entries(gate.l).filter(([, lease]) => !hasExpired(lease, now))),
  }));
  const wanted = [...capsOf(gates)];
  return gates.map(({ c, ...gate }) => {
    const names = new Set([...(Object.keys(c ?? {}) as CapName[]), ...wanted]);
    if (names.size === 0) return gate;
    const leases = Object.entries(gate.l);
    const counted = [...names].map((name) => [
      name,
      { m: UNCAPPED, ...c?.[name], n: countUnder(name, leases) } satisfies StoredCap,
    ]);
    return { ...gate, c: Object.fromEntries(counted) as GateItem['c'] & object };
  });
}

/** More than one or two tries are needed only when calls start and end in the gate all the time. */
const MAX_TRIES = 100;

async function count(gate: GateItem, caps: readonly CapName[], table: Table): Promise<GateItem> {
  let seen = gate;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const missing = caps.find((cap) => seen.c?.[cap] === undefined);
    if (missing === undefined) return seen;
    const cap: StoredCap = { m: UNCAPPED, n: countUnder(missing, Object.entries(seen.l)) };
    const written = await update<GateItem>(table, keyOf(seen), {
      ...(seen.c === undefined
        ? { UpdateExpression: 'SET c = :cap', ConditionExpression: 'l = :l AND attribute_not_exists(c)' }
        : {
            UpdateExpression: 'SET c.#cap = :cap',
            ConditionExpression: 'l = :l AND attribute_exists(c) AND attribute_not_exists(c.#cap)',
            ExpressionAttributeNames: { '#cap': missing },
          }),
      ExpressionAttributeValues: {
        ':cap': seen.c === undefined ? { [missing]: cap } : cap,
        // A Map, because the SDK does not accept an object with a call named `constructor`.
        ':l': new Map(Object.entries(seen.l)),
      },
    });
    if (written.item === undefined) throw new Outdated();
    seen = written.item;
  }
  throw new Outdated();
}
