import type { CallId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import { keys } from '../table/keys.ts';
import { read, update, updateBlind, type Updated } from '../table/table.ts';
import type { Context } from '../context.ts';
import { opens, type GateItem, type KeyHolder } from './gate.ts';
import { gatesKnownOf } from './known-gates.ts';
import { gateIndexIn, isGateMade } from './lease.ts';

/** What the holder of calls does to a gate, and under which conditions. */
export interface HolderWrite {
  readonly assignments: readonly string[];
  readonly removals?: readonly string[];
  readonly conditions: readonly string[];
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether the gate is to be told as it is afterwards. */
  readonly returnsGate: boolean;
}

/** One conditional write to a gate, if the key is alive. It notes that the key was used. */
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

/** The gate that a call is in, as far as its id, or an environment of one gate, tells. */
export function gateToldBy(id: CallId, { environmentId }: KeyHolder): number | undefined {
  if (isGateMade(id)) return gateIndexIn(id);
  return gatesKnownOf(environmentId).count === 1 ? 0 : undefined;
}

/**
 * What a gate tells that does not have a call any more, or never had.
 * @param gate undefined when there is none of that index: then it has no keys that could be looked at
 * @throws unauthenticated
 */
export async function assertKeyAlive(
  gate: GateItem | undefined,
  { environmentId, keyHash }: KeyHolder,
  { table, clock }: Pick<Context, 'table' | 'clock'>,
): Promise<void> {
  const asked = gate ?? (await read<GateItem>(table, keys.gate(environmentId)));
  if (!opens(asked, keyHash, clock.now())) throw new Problem('unauthenticated');
}
