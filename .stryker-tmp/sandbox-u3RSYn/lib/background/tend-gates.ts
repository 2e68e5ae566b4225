import type { EnvironmentId } from '../api/schemas/ids.ts';
import { Outdated, type Cause } from '../request.ts';
import { type DueItem, dueAt, refileDue } from '../due/due.ts';
import { gatesDueAt, needsReclaim } from '../due/gates-due.ts';
import type { EnvironmentItem } from '../environments/environment.ts';
import { reclaim } from '../environments/reclaim.ts';
import { gateOf, readGates, type GateItem } from '../gate/gate.ts';
import { leaseIn } from '../gate/lease.ts';
import { dropNamedCall, type NamedCallItem } from '../gate/named-call.ts';
import { quotasFor } from '../gate/sizing/shares.ts';
import { sweepGate } from '../gate/sweep.ts';
import { keyOf, namedCallIn } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { readRange } from '../table/table.ts';
import type { Check } from '../table/transact.ts';
import type { Context } from '../context.ts';

/**
 * Takes out an environment's leases that have run out, hands back to the account what ended calls have freed, deletes it
 * when the last call of a draining one is over, and files when it is to be looked at next.
 * @param environment undefined when it has been deleted since the row was filed
 * @returns whether calls were reclaimed
 */
export async function tendGates(
  row: DueItem,
  environment: EnvironmentItem | undefined,
  gates: readonly GateItem[],
  { requestId }: Pick<Cause, 'requestId'>,
  context: Context,
): Promise<boolean> {
  if (environment === undefined) {
    await refileDue(row, undefined, context);
    return false;
  }
  const { id, accountId } = environment;
  const swept = await Promise.all(gates.map((gate) => sweepGate(context.table, gate, context.clock.now())));
  if (swept.length > 1) await dropRowsOfEndedCalls(id, context);
  const tooMany = swept.length > quotasFor(environment.maxConcurrentCalls).length;
  const reclaims = needsReclaim(swept) || (environment.status === 'active' && tooMany);
  if (reclaims) await reclaim(accountId, id, { requestId }, context);
  await fileNext(row, reclaims ? await readGates(context.table, id) : swept, context);
  return reclaims;
}

async function fileNext(row: DueItem, gates: readonly GateItem[], context: Context): Promise<void> {
  const next = gatesDueAt(gates, context);
  try {
    await refileDue(row, next, context, next === undefined ? gates.map(isEmpty) : []);
  } catch (thrown) {
    if (!(thrown instanceof Outdated)) throw thrown;
    // A call has started since. What the stream tells of it may have met this row while it was still there.
    await refileDue(row, dueAt(context.clock.now() + context.settings.sweepSeconds * 1000), context);
  }
}

const isEmpty = (gate: GateItem): Check => ({
  ConditionCheck: {
    Key: keyOf(gate),
    ConditionExpression: 'size(l) = :none',
    ExpressionAttributeValues: { ':none': 0 },
  },
});

/**
 * Removes the rows of named calls that have ended. Rows are read before gates: a row is written together with its lease,
 * so one without a lease now has had it, and never gets it back. One whose lease has run out keeps its row until the lease
 * is taken out: a heartbeat that is still under way could bring it back to life.
 */
async function dropRowsOfEndedCalls(environment: EnvironmentId, { table }: Context): Promise<void> {
  const rows = await readRange<NamedCallItem & { sk: string }>(table, ranges.namedCalls(environment));
  if (rows.length === 0) return;
  const gates = await readGates(table, environment);
  for (const row of rows) {
    const id = namedCallIn(row.sk);
    if (leaseIn(gateOf(gates, row.g)?.l ?? {}, id) === undefined)
      await dropNamedCall(table, environment, id, row);
  }
}
