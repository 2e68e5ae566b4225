import type { CallId, EnvironmentId } from '../api/schemas/ids.ts';
import { keys } from '../table/keys.ts';
import { read, updateBlind, type Conditional } from '../table/table.ts';
import { transact } from '../table/transact.ts';
import type { World } from '../world.ts';
import type { GateItem } from './gate.ts';
import { leaseIn } from './lease.ts';
import { dropNamedCall, namedCallItem, type NamedCallItem } from './named-call.ts';
import { sweepGate } from './sweep.ts';

/** What came of a write to a gate: how the gate stands now, as far as that is known, and which one it was. */
export interface Tried {
  readonly done: boolean;
  readonly index: number;
  readonly gate: GateItem | undefined;
  /** The write was sent more than once: what stood in its way may be what it had written itself. */
  readonly repeated: boolean;
}

/**
 * Makes the write that lets a call in.
 * @param name of a named call in an environment of several gates, which needs a row besides its lease
 */
export async function tryGate(
  environment: EnvironmentId,
  index: number,
  write: Conditional,
  name: CallId | undefined,
  world: World,
): Promise<Tried> {
  if (name !== undefined) return tryWithRow(environment, index, write, name, world);
  const written = await updateBlind<GateItem>(world.table, keys.gate(environment, index), write);
  return { done: written.done, index, gate: written.item, repeated: !written.done && written.repeated };
}

/** A write of the transaction was refused, and this stood there. */
class Stood extends Error {
  readonly item: unknown;
  constructor(item: unknown) {
    super('a condition did not hold');
    this.item = item;
  }
}
class RowStood extends Stood {}

async function tryWithRow(
  environment: EnvironmentId,
  index: number,
  { UpdateExpression = '', ...write }: Conditional,
  name: CallId,
  world: World,
): Promise<Tried> {
  try {
    await transact(world.table, [
      {
        Put: {
          Item: namedCallItem(environment, name, index, world.clock),
          ConditionExpression: 'attribute_not_exists(pk)',
        },
        otherwise: (standing: unknown) => new RowStood(standing),
      },
      {
        Update: { Key: keys.gate(environment, index), UpdateExpression, ...write },
        otherwise: (standing: unknown) => new Stood(standing),
      },
    ]);
    return { done: true, index, gate: undefined, repeated: false };
  } catch (thrown) {
    if (thrown instanceof RowStood) return followRow(environment, name, thrown.item as NamedCallItem, world);
    if (!(thrown instanceof Stood)) throw thrown;
    return { done: false, index, gate: thrown.item as GateItem | undefined, repeated: false };
  }
}

/**
 * To the gate where the call of this name runs. When that call is over its row is removed, for the next try; its lease
 * first, for a heartbeat that is still under way could bring the lease back to life, and no row would lead to it.
 */
async function followRow(
  environment: EnvironmentId,
  name: CallId,
  row: NamedCallItem,
  { table, clock }: World,
): Promise<Tried> {
  const standing = await read<GateItem>(table, keys.gate(environment, row.g));
  const gate = standing && (await sweepGate(table, standing, clock.now()));
  if (gate === undefined || leaseIn(gate.l, name) === undefined)
    await dropNamedCall(table, environment, name, row);
  return { done: false, index: row.g, gate, repeated: false };
}
