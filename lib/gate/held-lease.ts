import type { CallId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import type { Machine } from '../auth/caller.ts';
import { keys } from '../table/keys.ts';
import { read, update, updateBlind, type Conditional } from '../table/table.ts';
import type { World } from '../world.ts';
import { opens, type GateItem } from './gate.ts';
import { gatesKnownOf } from './known-gates.ts';
import { gateIndexIn, isGateMade } from './lease.ts';
import { readNamedCall, type NamedCallItem } from './named-call.ts';

/** A lease that was changed: the gate as it is now, if that was asked for, which one it is, and the row of a named call if it was needed. */
export interface Changed {
  readonly gate: GateItem | undefined;
  readonly index: number;
  readonly row: NamedCallItem | undefined;
}

/**
 * The write that changes a lease, given the gate as it stood when an earlier one was refused; undefined when, as the gate
 * stands, there is nothing to change.
 * @param now milliseconds since the epoch
 */
export type LeaseChange = (
  now: number,
  seen: GateItem | undefined,
) => (Conditional & { readonly returnsGate: boolean }) | undefined;

/** Only a gate whose caps are changed again and again in between takes more than two. */
const MOST_TRIES = 20;

/**
 * Changes the lease of a call, wherever it is: one conditional write where the id tells the gate, or there is only one.
 * @returns undefined when no gate holds such a lease (any more)
 * @throws unauthenticated when the key is dead; temporarily_unavailable
 */
export async function changeLease(
  machine: Machine,
  id: CallId,
  change: LeaseChange,
  world: World,
): Promise<Changed | undefined> {
  if (isGateMade(id)) {
    const index = gateIndexIn(id);
    const { gate, changed } = await changeIn(index, machine, id, change, world);
    if (changed) return { gate, index, row: undefined };
    // A gate that is gone has no keys that could be looked at.
    await assertKeyAlive(gate, machine, world);
    return undefined;
  }

  const known = gatesKnownOf(machine.environmentId);
  if (known.count === 1) {
    const { gate, changed } = await changeIn(0, machine, id, change, world);
    if (changed) return { gate, index: 0, row: undefined };
    await assertKeyAlive(gate, machine, world);
    if ((gate?.n ?? 1) === 1) return undefined;
    known.sawCount(gate?.n ?? 1);
  }
  const row = await readNamedCall(world.table, machine.environmentId, id);
  const index = row?.g ?? 0;
  const { gate, changed } = await changeIn(index, machine, id, change, world);
  if (changed) return { gate, index, row };
  await assertKeyAlive(gate, machine, world);
  return undefined;
}

/** Whether a lease was changed, and the gate as it was last seen. */
interface Attempt {
  readonly changed: boolean;
  readonly gate: GateItem | undefined;
}

async function changeIn(
  index: number,
  { environmentId, keyHash }: Machine,
  id: CallId,
  change: LeaseChange,
  { table, clock }: World,
): Promise<Attempt> {
  let seen: GateItem | undefined;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const now = clock.now();
    const conditional = change(now, seen);
    if (conditional === undefined) return { changed: false, gate: seen };
    const { ConditionExpression, returnsGate, ...write } = conditional;
    const send = returnsGate ? update<GateItem> : updateBlind<GateItem>;
    const written = await send(table, keys.gate(environmentId, index), {
      ...write,
      ConditionExpression: `k.#hash.x > :now AND ${ConditionExpression}`,
      ExpressionAttributeNames: {
        '#hash': keyHash,
        '#id': id,
        ...write.ExpressionAttributeNames,
      },
      ExpressionAttributeValues: { ':now': now, ...write.ExpressionAttributeValues },
    });
    if (written.done) return { changed: true, gate: written.item };
    seen = written.item;
    if (!opens(seen, keyHash, now)) return { changed: false, gate: seen };
  }
  throw new Problem('temporarily_unavailable', { retryAfter: 1 });
}

async function assertKeyAlive(
  gate: GateItem | undefined,
  { environmentId, keyHash }: Machine,
  { table, clock }: World,
): Promise<void> {
  const asked = gate ?? (await read<GateItem>(table, keys.gate(environmentId)));
  if (!opens(asked, keyHash, clock.now())) throw new Problem('unauthenticated');
}
