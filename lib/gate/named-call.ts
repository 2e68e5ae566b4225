import type { CallId, EnvironmentId } from '../api/schemas/ids.ts';
import type { Clock } from '../clock.ts';
import { keys, namedCallIn, type Key } from '../table/keys.ts';
import { read, readMany, type Item, type Table } from '../table/table.ts';
import { drop } from '../table/write.ts';
import type { Write } from '../table/transact.ts';
import { isGateMade } from './lease.ts';
import type { GateItem } from './gate.ts';

/**
 * The gate of a call that its caller named. A generated id contains its gate; a caller's own id does not, and it must
 * not be live in two gates. So in an environment of several gates such a call has a row of its own, written in one
 * transaction with its lease. The lease decides: a row without one means nothing, and is removed later.
 */
export interface NamedCallItem {
  /** The index of the gate. */
  readonly g: number;
  /** New for each call that has the name, so that the row of a later one is never mistaken for it. */
  readonly u: string;
}

export async function readNamedCall(
  table: Table,
  environment: EnvironmentId,
  id: CallId,
): Promise<NamedCallItem | undefined> {
  return read<NamedCallItem>(table, keys.namedCall(environment, id));
}

/** The rows of many, by name. */
export async function readNamedCalls(
  table: Table,
  environment: EnvironmentId,
  ids: readonly CallId[],
): Promise<Map<CallId, NamedCallItem>> {
  const wanted = ids.map((id) => keys.namedCall(environment, id));
  const rows = await readMany<NamedCallItem & Key>(table, wanted);
  return new Map(rows.map((row) => [namedCallIn(row.sk), row]));
}

export function namedCallItem(environment: EnvironmentId, id: CallId, gate: number, clock: Clock): Item {
  const u = Buffer.from(clock.randomBytes(9)).toString('base64url');
  return { ...keys.namedCall(environment, id), g: gate, u };
}

/** Removes the row of a call that has ended, unless a later call has taken the name. */
export async function dropNamedCall(
  table: Table,
  environment: EnvironmentId,
  id: CallId,
  { u }: NamedCallItem,
): Promise<void> {
  await drop(table, keys.namedCall(environment, id), {
    ConditionExpression: 'u = :u',
    ExpressionAttributeValues: { ':u': u },
  });
}

/**
 * Rows for the named calls of an environment's only gate, when a second gate is added. They are written in the same
 * transaction, which requires exactly these leases in the gate.
 */
export function rowsOfNamedCalls(environment: EnvironmentId, onlyGate: GateItem, clock: Clock): Write[] {
  const named = Object.keys(onlyGate.l).filter((id) => !isGateMade(id)) as CallId[];
  return named.map((id) => ({ Put: { Item: namedCallItem(environment, id, 0, clock) } }));
}
