import type { AccountId, EnvironmentId } from '../api/schemas/ids.ts';
import { Outdated, type Cause } from '../call.ts';
import { gateOf, readGatesOfAll, type GateItem } from '../gate/gate.ts';
import { leaseIn } from '../gate/lease.ts';
import { dropNamedCall, type NamedCallItem } from '../gate/named-call.ts';
import { MOST_PURGED_A_ROUND, purgeHistory, type PurgeBudget } from '../history/purge-history.ts';
import { quotasFor } from '../gate/quotas.ts';
import { sweepGate } from '../gate/sweep.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import { metrics } from '../metrics.ts';
import { purgeResources } from '../scoped/purge-resources.ts';
import { keyOf, keys, namedCallIn, ranges, type Key } from '../table/keys.ts';
import { drop, query, readMany, readRange } from '../table/table.ts';
import { transact } from '../table/transact.ts';
import type { World } from '../world.ts';
import {
  environmentFacts,
  type DeletedEnvironmentItem,
  type EnvironmentItem,
} from '../environments/environment.ts';
import { isUnsettled, settle } from '../environments/settle.ts';

/** A row for each environment there is or was, until its deletion can't be undone any more. */
interface DirectoryItem {
  readonly sk: EnvironmentId;
  readonly accountId: AccountId;
}

/** As many as one BatchGetItem takes. */
const BATCH = 100;

/** What a round has done. */
export interface Sweep {
  environments: number;
  settled: number;
  purged: number;
  failed: number;
}

/**
 * Goes through all environments: takes out leases that have run out, hands back to accounts what ended calls have freed,
 * ends drained environments, and removes for good those whose deletion can't be undone any more. All of it is done by
 * somebody else as well, sooner or later, or matters to nobody at once: a round that is missed does no harm.
 * One environment that fails does not keep the others from their turn.
 */
export async function sweepEnvironments(requestId: string, world: World): Promise<Sweep> {
  const done: Sweep = { environments: 0, settled: 0, purged: 0, failed: 0 };
  const budget: PurgeBudget = { left: MOST_PURGED_A_ROUND };
  let after: string | undefined;
  do {
    const page = await query<DirectoryItem>(world.table, ranges.directory(), {
      limit: BATCH,
      ...(after !== undefined && { after }),
    });
    const environments = await readMany<EnvironmentItem | DeletedEnvironmentItem>(
      world.table,
      page.items.flatMap(({ sk, accountId }) => [
        keys.environment(accountId, sk),
        keys.deletedEnvironment(accountId, sk),
      ]),
    );
    const gates = await readGatesOfAll(world.table, environments);
    for (const environment of environments) {
      done.environments += 1;
      try {
        const outcome = await sweepOne(
          environment,
          gates.get(environment.id) ?? [],
          { requestId, budget },
          world,
        );
        if (outcome !== undefined) done[outcome] += 1;
      } catch (thrown) {
        done.failed += 1;
        const error = thrown instanceof Error ? { error: thrown.name, stack: thrown.stack } : {};
        world.log({ level: 'error', message: 'sweep failed', environmentId: environment.id, ...error });
      }
    }
    after = page.last;
  } while (after !== undefined);
  const { failed: Failed, ...rest } = done;
  world.log({ level: 'info', message: 'sweep', ...rest, ...metrics('sweeper', { Failed }, world) });
  return done;
}

async function sweepOne(
  environment: EnvironmentItem | DeletedEnvironmentItem,
  gates: readonly GateItem[],
  { requestId, budget }: Pick<Cause, 'requestId'> & { readonly budget: PurgeBudget },
  world: World,
): Promise<'settled' | 'purged' | undefined> {
  const { id, accountId, gateCount } = environment;
  const now = world.clock.now();
  if (environment.status === 'deleted') {
    if ((environment.restorableUntil ?? '') > instant(now)) return undefined;
    return (await purge(environment, { requestId, budget }, world)) ? 'purged' : undefined;
  }
  const swept = await Promise.all(gates.map((gate) => sweepGate(world.table, gate, now)));
  if (gateCount > 1) await dropRowsOfEndedCalls(id, world);
  const tooMany =
    environment.status === 'active' && gateCount > quotasFor(environment.maxConcurrentCalls).length;
  if (!tooMany && !swept.some(isUnsettled)) return undefined;
  await settle(accountId, id, { requestId }, world);
  return 'settled';
}

/**
 * Removes the rows of named calls that have ended. Rows are read before gates: a row is written together with its lease,
 * so one without a lease now has had it, and never gets it back. One whose lease has run out keeps its row until the lease
 * is taken out: a heartbeat that is still under way could bring it back to life.
 */
async function dropRowsOfEndedCalls(environment: EnvironmentId, { table }: World): Promise<void> {
  const rows = await readRange<NamedCallItem & { sk: string }>(table, ranges.namedCalls(environment));
  if (rows.length === 0) return;
  const gates = await readRange<GateItem>(table, ranges.gates(environment));
  for (const row of rows) {
    const id = namedCallIn(row.sk);
    if (leaseIn(gateOf(gates, row.g)?.l ?? {}, id) === undefined)
      await dropNamedCall(table, environment, id, row);
  }
}

/**
 * Removes all that is left of a deleted environment, and last of all the environment: a purge that was interrupted, or that
 * takes longer, is taken up by the next round.
 * @returns whether it is gone
 */
async function purge(
  environment: DeletedEnvironmentItem,
  { requestId, budget }: Pick<Cause, 'requestId'> & { readonly budget: PurgeBudget },
  world: World,
): Promise<boolean> {
  const { id, accountId, restorableUntil } = environment;
  if (restorableUntil !== undefined) await endRestorability(environment, requestId, world);
  await purgeResources({ accountId, environmentId: id }, world);
  if (!(await purgeHistory(id, world, budget))) return false;
  for (const range of [ranges.namedCalls(id), ranges.usage(id)]) {
    for (const row of await readRange<Key>(world.table, range)) await drop(world.table, keyOf(row), {});
  }
  await transact(world.table, [
    { Delete: { Key: keys.deletedEnvironment(accountId, id) } },
    { Delete: { Key: keys.directory(id) } },
  ]);
  return true;
}

/**
 * From here on there is no way back. Clocks differ: a restore by another machine's clock must not bring back half of what
 * was there.
 */
async function endRestorability(
  environment: DeletedEnvironmentItem,
  requestId: string,
  world: World,
): Promise<void> {
  const { id, accountId, name, version } = environment;
  await commit({ caller: { kind: 'system', name: 'sweeper' }, requestId }, world, {
    account: accountId,
    writes: [
      {
        Update: {
          Key: keys.deletedEnvironment(accountId, id),
          UpdateExpression: 'SET version = version + :one REMOVE restorableUntil',
          ConditionExpression: 'version = :version',
          ExpressionAttributeValues: { ':one': 1, ':version': version },
        },
        otherwise: () => new Outdated(),
      },
    ],
    event: {
      action: 'environment.purged',
      target: { type: 'environment', id, name },
      before: environmentFacts(environment),
    },
    answer: { body: undefined },
  });
}
