import pMap from 'p-map';
import type { Cause } from '../request.ts';
import { refileAccount, type AccountDueItem } from '../due/account-due.ts';
import { dueAt, refileDue, type DueAt, type DueItem } from '../due/due.ts';
import { refileFormer, type FormerDueItem } from '../due/former-due.ts';
import { refileLate, type LateDueItem } from '../due/late-due.ts';
import { withLaterFields, type EnvironmentItem } from '../environments/environment.ts';
import { readGatesOfAll } from '../gate/gate.ts';
import { forgetFormer } from '../members/forget-former.ts';
import { metrics } from '../metrics.ts';
import { keys, SHARDS } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import type { PurgeBudget } from '../table/purge-range.ts';
import { query, readMany } from '../table/table.ts';
import type { Context } from '../context.ts';
import { purgeEnvironment } from './purge-environment.ts';
import { purgeLate } from './purge-late.ts';
import { tendAccount } from './tend-account.ts';
import { tendGates } from './tend-gates.ts';

type AnyDueItem = DueItem | AccountDueItem | FormerDueItem | LateDueItem;

/** What a run has done. */
export interface Sweep {
  /** How many due rows it handled. */
  looked: number;
  reclaimed: number;
  purged: number;
  failed: number;
}

/** The limits of a run. */
export interface SweepLimits {
  /** Milliseconds from its beginning: after that it starts nothing more. The rest remains due. */
  readonly time: number;
  /** How many items purges may remove: in total, and of one environment. */
  readonly purged: number;
  readonly purgedOfOne: number;
}

/** Within the 55 seconds that the function has, with ten of them for what has already begun. */
export const usualLimits: SweepLimits = { time: 45_000, purged: 10_000, purgedOfOne: 1_000 };

const AT_ONCE = 24;
/** How many rows of each shard are read at once. */
const PAGE = 50;

/**
 * A run of the sweeper: handles what is due, the oldest first, and writes the next due rows. It reads nothing of an
 * environment for which nothing is due. An environment that fails gets a later due row, so that it does not hold up the
 * others.
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
  // Rows that are written in the meantime are left for the next run, because each shard is read only once, from its
  // beginning to this instant.
  let shards = Array.from({ length: SHARDS }, (_, shard) => ({
    shard,
    after: undefined as string | undefined,
  }));
  while (shards.length > 0 && performance.now() < until) {
    const pages = await Promise.all(
      shards.map(({ shard, after }) =>
        query<AnyDueItem>(context.table, ranges.dueBy(shard, now), {
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

async function lookAt(rows: readonly AnyDueItem[], round: Round, context: Context): Promise<void> {
  const ofGates = rows.filter((row): row is DueItem => row.what === 'gates');
  const environments = await readMany<EnvironmentItem>(
    context.table,
    [...new Map(ofGates.map((row) => [row.environmentId, row])).values()].map(
      ({ accountId, environmentId }) => keys.environment(accountId, environmentId),
    ),
  );
  const known = new Map(environments.map((environment) => [environment.id, withLaterFields(environment)]));
  const gates = await readGatesOfAll(context.table, environments);
  const deal = async (row: AnyDueItem) => {
    if (row.what === 'account') {
      await withinBudget(round, (budget) =>
        tendAccount(row, { requestId: round.requestId, budget }, context),
      );
      return;
    }
    if (row.what === 'former') {
      await withinBudget(round, async (budget) => {
        await forgetFormer(row, { requestId: round.requestId, budget }, context);
        return true;
      });
      return;
    }
    if (row.what === 'purge') {
      const isGone = await withinBudget(round, (budget) =>
        purgeEnvironment(row, { requestId: round.requestId, budget }, context),
      );
      if (isGone) round.done.purged += 1;
      return;
    }
    if (row.what === 'late') {
      await withinBudget(round, async (budget) => {
        await purgeLate(row, budget, context);
        return true;
      });
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

/** A purge has a share of the items that the run may remove. When nothing is left of them, its row remains due. */
async function withinBudget(
  { limits, budget }: Round,
  run: (own: PurgeBudget) => Promise<boolean>,
): Promise<boolean> {
  const own = { left: Math.min(limits.purgedOfOne, budget.left) };
  if (own.left <= 0) return false;
  budget.left -= own.left;
  try {
    return await run(own);
  } finally {
    budget.left += Math.max(0, own.left);
  }
}

async function failed(thrown: unknown, row: AnyDueItem, { done }: Round, context: Context): Promise<void> {
  done.failed += 1;
  const { what } = row;
  const subject =
    'environmentId' in row ? { environmentId: row.environmentId } : { accountId: row.accountId };
  const tell = (message: string, cause: unknown) => {
    const { name, stack } = cause instanceof Error ? cause : { name: String(cause), stack: undefined };
    context.log({ level: 'error', message, ...subject, what, error: name, stack });
  };
  tell('sweep failed', thrown);
  const later = dueAt(context.clock.now() + context.settings.sweepSeconds * 1000);
  await refile(row, later, context).catch((again: unknown) => tell('due row not filed anew', again));
}

function refile(row: AnyDueItem, at: DueAt, context: Context): Promise<void> {
  if (row.what === 'account') return refileAccount(row, at, context);
  if (row.what === 'former') return refileFormer(row, at, context);
  return row.what === 'late' ? refileLate(row, at, context) : refileDue(row, at, context);
}
