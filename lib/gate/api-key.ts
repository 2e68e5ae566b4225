import type { EnvironmentId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import { keyOf, keys } from '../table/keys.ts';
import { read } from '../table/table.ts';
import { updateBlind } from '../table/write.ts';
import type { Check } from '../table/transact.ts';
import type { Context } from '../context.ts';
import type { GateItem } from './gate.ts';

/** The holder of an API key: the environment that the key is for, and the key's hash. */
export interface KeyHolder {
  readonly environmentId: EnvironmentId;
  readonly keyHash: string;
}

/** The expiry of a key that has none, in milliseconds: the year 2286, in a number that takes two bytes. */
export const NEVER = 10_000_000_000_000;

/** When any key of an environment was last used, in milliseconds, by key hash. */
export function lastUses(gates: readonly GateItem[]): Map<string, number> {
  const uses = new Map<string, number>();
  for (const gate of gates) {
    for (const [hash, { u }] of Object.entries(gate.k)) {
      if (u !== undefined && u > (uses.get(hash) ?? 0)) uses.set(hash, u);
    }
  }
  return uses;
}

/** Whether this key is valid for this gate at this instant. */
export function opens(gate: GateItem | undefined, keyHash: string, now: number): gate is GateItem {
  return (gate?.k[keyHash]?.x ?? 0) > now;
}

/** The same check inside a transaction. @throws unauthenticated */
export function checkKeyAlive({ environmentId, keyHash }: KeyHolder, now: number): Check {
  return {
    ConditionCheck: {
      Key: keys.gate(environmentId),
      ConditionExpression: 'k.#hash.x > :now',
      ExpressionAttributeNames: { '#hash': keyHash },
      ExpressionAttributeValues: { ':now': now },
    },
    onConditionFailed: () => new Problem('unauthenticated'),
  };
}

/** Whether a key is valid. It is always read from the table: a revoked key stops working on the next request. */
export async function isKeyAlive(
  { environmentId, keyHash }: KeyHolder,
  { table, clock }: Pick<Context, 'table' | 'clock'>,
): Promise<boolean> {
  const gate = await read<GateItem>(table, keys.gate(environmentId));
  return opens(gate, keyHash, clock.now());
}

const HOUR_MS = 3_600_000;

/**
 * Notes that a key was used, at most once an hour, in requests that write to no gate: starts, heartbeats and ends of
 * calls note it in their own writes.
 * @param gates as they were just read, valid for this key
 */
export async function noteUse(
  gates: readonly GateItem[],
  keyHash: string,
  { table, clock }: Pick<Context, 'table' | 'clock'>,
): Promise<void> {
  const [first] = gates;
  const now = clock.now();
  if (first === undefined || (lastUses(gates).get(keyHash) ?? 0) > now - HOUR_MS) return;
  await updateBlind(table, keyOf(first), {
    UpdateExpression: 'SET k.#hash.u = :now',
    ConditionExpression: 'k.#hash.x > :now',
    ExpressionAttributeNames: { '#hash': keyHash },
    ExpressionAttributeValues: { ':now': now },
  });
}

/**
 * The refusal by a gate that no longer has a call, or never had it. The key was used all the same.
 * @param gate undefined when there is none of that index: then there are no keys to check
 * @throws unauthenticated
 */
export async function assertKeyAlive(
  gate: GateItem | undefined,
  { environmentId, keyHash }: KeyHolder,
  { table, clock }: Pick<Context, 'table' | 'clock'>,
): Promise<void> {
  const asked = gate ?? (await read<GateItem>(table, keys.gate(environmentId)));
  if (!opens(asked, keyHash, clock.now())) throw new Problem('unauthenticated');
  await noteUse([asked], keyHash, { table, clock });
}
