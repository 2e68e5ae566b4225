import type { CallId, EnvironmentId } from '../api/schemas/ids.ts';
import { keys } from '../table/keys.ts';
import { read } from '../table/table.ts';
import { updateBlind, type Conditional } from '../table/write.ts';
import { transact, type Write } from '../table/transact.ts';
import type { Context } from '../context.ts';
import type { GateItem } from './gate.ts';
import { leaseIn } from './lease.ts';
import { dropNamedCall, namedCallItem, type NamedCallItem } from './named-call.ts';
import { sweepGate } from './sweep.ts';

/** The outcome of a write to a gate. */
export interface WriteResult {
  readonly done: boolean;
  /** The gate that decided. It is another gate than the requested one when the row of this call's name refers to it. */
  readonly index: number;
  /** That gate as it was; undefined when it is not known, or there is none. */
  readonly gate: GateItem | undefined;
  /** The write was sent more than once: it may have failed because of what its first try had written. */
  readonly repeated: boolean;
}

/** The write, and the gate that it is made to. */
export interface LeaseWrite {
  readonly environment: EnvironmentId;
  readonly index: number;
  readonly write: Conditional;
  /** For a named call in an environment of several gates, which needs a row besides its lease. */
  readonly name: CallId | undefined;
  /** Writes in the same transaction; a refusal of one of these is thrown. */
  readonly beside: readonly Write[];
}

/** Makes the write that starts a call: one UpdateItem, or a transaction where more than the gate is written to. */
export async function writeLease(lease: LeaseWrite, context: Context): Promise<WriteResult> {
  const { environment, index, write, name, beside } = lease;
  if (name !== undefined || beside.length > 0) return transactLease(lease, context);
  const written = await updateBlind<GateItem>(context.table, keys.gate(environment, index), write);
  return { done: written.done, index, gate: written.item, repeated: !written.done && written.repeated };
}

/** The gate's condition failed. */
class ConditionFailed extends Error {
  readonly gate: GateItem | undefined;
  constructor(gate: GateItem | undefined) {
    super('the gate did not let the call in');
    this.gate = gate;
  }
}

/** A call of this name has a row. */
class NameTaken extends Error {
  readonly row: NamedCallItem;
  constructor(row: NamedCallItem) {
    super('a call of this name has a row');
    this.row = row;
  }
}

async function transactLease(
  { environment, index, write: { UpdateExpression = '', ...condition }, name, beside }: LeaseWrite,
  context: Context,
): Promise<WriteResult> {
  const row: Write[] =
    name === undefined
      ? []
      : [
          {
            Put: {
              Item: namedCallItem(environment, name, index, context.clock),
              ConditionExpression: 'attribute_not_exists(pk)',
            },
            onConditionFailed: (standing: NamedCallItem) => new NameTaken(standing),
          },
        ];
  const gate: Write = {
    Update: { Key: keys.gate(environment, index), UpdateExpression, ...condition },
    onConditionFailed: (standing?: GateItem) => new ConditionFailed(standing),
  };
  try {
    await transact(context.table, [...beside, ...row, gate]);
    return { done: true, index, gate: undefined, repeated: false };
  } catch (thrown) {
    if (thrown instanceof ConditionFailed) return { done: false, index, gate: thrown.gate, repeated: false };
    if (thrown instanceof NameTaken && name !== undefined)
      return followRow(environment, name, thrown.row, context);
    throw thrown;
  }
}

/**
 * Goes to the gate where the call of this name runs. When that call has ended, its row is removed for the next try;
 * Its lease is removed first, because a late heartbeat could renew the lease, and then no row would lead to it.
 */
async function followRow(
  environment: EnvironmentId,
  name: CallId,
  row: NamedCallItem,
  { table, clock }: Context,
): Promise<WriteResult> {
  const standing = await read<GateItem>(table, keys.gate(environment, row.g));
  const gate = standing && (await sweepGate(table, standing, clock.now()));
  if (gate === undefined || leaseIn(gate.l, name) === undefined)
    await dropNamedCall(table, environment, name, row);
  return { done: false, index: row.g, gate, repeated: false };
}
