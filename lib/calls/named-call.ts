import type { CallId, EnvironmentId } from '../api/ids.ts';
import { Outdated } from '../call.ts';
import type { Clock } from '../clock.ts';
import { keys } from '../table/keys.ts';
import { drop, read, type Item, type Table } from '../table/table.ts';
import { MAX_WRITES, transact, type Write } from '../table/transact.ts';
import type { World } from '../world.ts';
import { isGateMade } from './lease.ts';
import type { GateItem } from './gate.ts';

/**
 * Where a call is that its caller named. The ids that gates make tell their gate; a caller's own id does not, and it must
 * not be live in two gates. So in an environment of several gates such a call has a row of its own, written in one
 * transaction with its lease. The lease is the truth: a row without one says nothing, and is cleaned up in time.
 */
export interface NamedCallItem {
  /** The index of the gate. */
  readonly g: number;
  /** Made anew with each call that bears the name, so that the row of a later one is never taken for it. */
  readonly u: string;
}

export async function readNamedCall(
  table: Table,
  environment: EnvironmentId,
  id: CallId,
): Promise<NamedCallItem | undefined> {
  return read<NamedCallItem>(table, keys.namedCall(environment, id));
}

export function namedCallItem(environment: EnvironmentId, id: CallId, gate: number, clock: Clock): Item {
  const u = Buffer.from(clock.randomBytes(9)).toString('base64url');
  return { ...keys.namedCall(environment, id), g: gate, u };
}

/** Removes the row of a call that is over, unless a later call has taken the name. */
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
 * Gives rows to the named calls of an environment's only gate, before it gets more gates. A call that starts meanwhile is
 * noticed by the change itself, which holds the gate to the leases that were seen. Refused as Outdated when the gate has
 * got company already: then rows tell of calls elsewhere, and must stay as they are.
 */
export async function giveNamedCallsRows(
  environment: EnvironmentId,
  [onlyGate]: readonly GateItem[],
  { table, clock }: Pick<World, 'table' | 'clock'>,
): Promise<void> {
  const named = Object.keys(onlyGate?.l ?? {}).filter((id) => !isGateMade(id)) as CallId[];
  const stillAlone: Write = {
    ConditionCheck: {
      Key: keys.gate(environment),
      ConditionExpression: 'n = :one',
      ExpressionAttributeValues: { ':one': 1 },
    },
    otherwise: () => new Outdated(),
  };
  const most = MAX_WRITES - 1;
  for (let from = 0; from < named.length; from += most) {
    const batch = named.slice(from, from + most);
    const rows = batch.map((id): Write => ({ Put: { Item: namedCallItem(environment, id, 0, clock) } }));
    await transact(table, [stillAlone, ...rows]);
  }
}
