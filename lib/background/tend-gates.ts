import pMap from 'p-map';
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

/** There may be as many as an environment has calls: one after the other they would take longer than a round. */
const ROWS_AT_ONCE = 25;

/**
 * Removes an environment's expired leases, returns the slots that ended calls have freed to the account, deletes a
 * draining environment after its last call, and writes the next due row.
 * @param environment undefined when it has been deleted since the row was written
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
    // A call has started since. Its change on the stream may have found this row still there, and written none.
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
 * Removes the rows of named calls that have ended. Rows are read before gates: a row is written together with its
 * lease, so a row without a lease had one, and never gets it back. A call whose lease has expired keeps its row until
 * the lease is removed: a heartbeat that is still on its way could renew it.
 */
async function dropRowsOfEndedCalls(environment: EnvironmentId, { table }: Context): Promise<void> {
  const rows = await readRange<NamedCallItem & { sk: string }>(table, ranges.namedCalls(environment));
  if (rows.length === 0) return;
  const gates = await readGates(table, environment);
  await pMap(
    rows,
    async (row) => {
      const id = namedCallIn(row.sk);
      if (leaseIn(gateOf(gates, row.g)?.l ?? {}, id) === undefined)
        await dropNamedCall(table, environment, id, row);
    },
    { concurrency: ROWS_AT_ONCE },
  );
}
