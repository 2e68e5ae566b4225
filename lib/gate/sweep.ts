import type { EnvironmentId } from '../api/schemas/ids.ts';
import { keyOf } from '../table/keys.ts';
import { update, type Table } from '../table/table.ts';
import type { World } from '../world.ts';
import { MAX_LEAVING_AT_ONCE, recount } from './caps.ts';
import { readGates, type GateItem } from './gate.ts';
import { hasExpired } from './lease.ts';

/** The gates of an environment as they are now, without leases that have run out. */
export async function sweptGates(environment: EnvironmentId, { table, clock }: World): Promise<GateItem[]> {
  const gates = await readGates(table, environment);
  return Promise.all(gates.map((gate) => sweepGate(table, gate, clock.now())));
}

/** Takes leases that have run out from a gate. Touches nothing that is live: each one is removed only as it was seen. */
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
  // Refused: someone else has swept or swapped one of them. What stands now is swept in its turn.
  return swept.item === undefined ? gate : sweepGate(table, swept.item, now);
}
