import pMap from 'p-map';
import type { Cause } from '../request.ts';
import { dueAt, refileDue, type DueItem } from '../due/due.ts';
import type { EnvironmentItem } from '../environments/environment.ts';
import { readGatesOfAll } from '../gate/gate.ts';
import { metrics } from '../metrics.ts';
import { keys, ranges, SHARDS } from '../table/keys.ts';
import type { PurgeBudget } from '../table/purge-range.ts';
import { query, readMany } from '../table/table.ts';
import type { Context } from '../context.ts';
import { purgeEnvironment } from './purge-environment.ts';
import { tendGates } from './tend-gates.ts';

/** What a round has done. */
export interface Sweep {
  /** Due rows that it dealt with. */
  looked: number;
  reclaimed: number;
  purged: number;
  failed: number;
}

/** What a round may take. */
export interface SweepLimits {
  /** Milliseconds, from its beginning: then it begins nothing more. What is left stays due. */
  readonly time: number;
  /** Items that purges remove, of all environments and of one. */
  readonly purged: number;
  readonly purgedOfOne: number;
}

/** Within the 55 seconds that the function has, and leaving ten of them to what has begun. */
export const usualLimits: SweepLimits = { time: 45_000, purged: 10_000, purgedOfOne: 1_000 };

const AT_ONCE = 24;
/** Rows of each shard that are read at once. */
const PAGE = 50;

/**
 * A round of the sweeper: deals with what is due, the oldest first, and files what is due next. It reads nothing of an
 * environment for which nothing is due. One that fails is filed anew behind the others and keeps none from its turn.
 */
export async function sweep(
  { requestId }: Pick<Cause, 'requestId'>,
  context: Context,
  limits: SweepLimits = usualLimits,
): Promise<Sweep> {
  const until = performance.now() + limits.time;
  const done: Sweep = { looked: 0, reclaimed: 0, purged: 0, failed: 0 };
  const round = { requestId, until, limits, budget: { left: limits.purged }, done };
  const now = dueAt(context.clock.now());
  // What is filed meanwhile is for the next round, as each shard is read only once, from its beginning to this instant.
  let shards = Array.from({ length: SHARDS }, (_, shard) => ({
    shard,
    after: undefined as string | undefined,
  }));
  while (shards.length > 0 && performance.now() < until) {
    const pages = await Promise.all(
      shards.map(({ shard, after }) =>
        query<DueItem>(context.table, ranges.dueBy(shard, now), {
          limit: PAGE,
          ...(after !== undefined && { after }),
        }),
      ),
    );
    const rows = pages.flatMap(({ items }) => items);
    await lookAt(
      rows.toSorted((one, other) => (one.sk < other.sk ? -1 : 1)),
      round,
      context,
    );
    shards = shards.flatMap(({ shard }, index) => {
      const after = pages[index]?.last;
      return after === undefined ? [] : [{ shard, after }];
    });
  }
  const { failed: Failed, ...rest } = done;
  context.log({ level: 'info', message: 'sweep', ...rest, ...metrics('sweeper', { Failed }, context) });
  return done;
}

interface Round {
  readonly requestId: string;
  readonly until: number;
  readonly limits: SweepLimits;
  readonly budget: PurgeBudget;
  readonly done: Sweep;
}

async function lookAt(rows: readonly DueItem[], round: Round, context: Context): Promise<void> {
  const ofGates = rows.filter(({ what }) => what === 'gates');
  const environments = await readMany<EnvironmentItem>(
    context.table,
    [...new Map(ofGates.map((row) => [row.environmentId, row])).values()].map(
      ({ accountId, environmentId }) => keys.environment(accountId, environmentId),
    ),
  );
  const known = new Map(environments.map((environment) => [environment.id, environment]));
  const gates = await readGatesOfAll(context.table, environments);
  const deal = async (row: DueItem) => {
    if (row.what === 'purge') {
      if (await purgeWithin(row, round, context)) round.done.purged += 1;
      return;
    }
    const { environmentId: id } = row;
    if (await tendGates(row, known.get(id), gates.get(id) ?? [], round, context)) round.done.reclaimed += 1;
  };
  await pMap(
    rows,
    async (row) => {
      if (performance.now() >= round.until) return;
      round.done.looked += 1;
      await deal(row).catch((thrown: unknown) => failed(thrown, row, round, context));
    },
    { concurrency: AT_ONCE },
  );
}

/** A purge has a share of what the round may remove. Without one its row stays due. */
async function purgeWithin(
  row: DueItem,
  { requestId, limits, budget }: Round,
  context: Context,
): Promise<boolean> {
  const own = { left: Math.min(limits.purgedOfOne, budget.left) };
  if (own.left <= 0) return false;
  budget.left -= own.left;
  try {
    return await purgeEnvironment(row, { requestId, budget: own }, context);
  } finally {
    budget.left += Math.max(0, own.left);
  }
}

async function failed(thrown: unknown, row: DueItem, { done }: Round, context: Context): Promise<void> {
  done.failed += 1;
  const { environmentId, what } = row;
  const tell = (message: string, cause: unknown) => {
    const { name, stack } = cause instanceof Error ? cause : { name: String(cause), stack: undefined };
    context.log({ level: 'error', message, environmentId, what, error: name, stack });
  };
  tell('sweep failed', thrown);
  const later = dueAt(context.clock.now() + context.settings.sweepSeconds * 1000);
  await refileDue(row, later, context).catch((again: unknown) => tell('due row not filed anew', again));
}
