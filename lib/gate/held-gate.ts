import type { CallId } from '../api/schemas/ids.ts';
import { keys } from '../table/keys.ts';
import { update, updateBlind, type Updated } from '../table/write.ts';
import type { Context } from '../context.ts';
import type { GateItem } from './gate.ts';
import type { KeyHolder } from './api-key.ts';
import { gatesKnownOf } from './known-gates.ts';
import { gateIndexIn, isGateMade } from './lease.ts';

/** A change to a gate by the holder of calls, and its conditions. */
export interface HolderWrite {
  readonly assignments: readonly string[];
  readonly removals?: readonly string[];
  readonly conditions: readonly string[];
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether to return the gate as it is afterwards. */
  readonly returnsGate: boolean;
}

/** One conditional write to a gate, if the key is valid. It notes that the key was used. */
export async function writeAsHolder(
  { environmentId, keyHash }: KeyHolder,
  index: number,
  { assignments, removals = [], conditions, names, values, returnsGate }: HolderWrite,
  now: number,
  { table }: Pick<Context, 'table'>,
): Promise<Updated<GateItem | undefined>> {
  const removed = removals.length === 0 ? '' : ` REMOVE ${removals.join(', ')}`;
  const send = returnsGate ? update<GateItem> : updateBlind<GateItem>;
  return send(table, keys.gate(environmentId, index), {
    UpdateExpression: `SET ${[...assignments, 'k.#hash.u = :now'].join(', ')}${removed}`,
    ConditionExpression: ['k.#hash.x > :now', ...conditions].join(' AND '),
    ExpressionAttributeNames: { '#hash': keyHash, ...names },
    ExpressionAttributeValues: { ':now': now, ...values },
  });
}

/** The gate of a call, if its id shows it or the environment has only one. */
export function gateToldBy(id: CallId, { environmentId }: KeyHolder): number | undefined {
  if (isGateMade(id)) return gateIndexIn(id);
  return gatesKnownOf(environmentId).count === 1 ? 0 : undefined;
}
