import type { ListedAccountItem } from '../accounts/listed-account.ts';
import type { AccountId } from '../api/schemas/ids.ts';
import type { Cause } from '../request.ts';
import { metrics } from '../metrics.ts';
import { placeIn, SHARDS } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { query } from '../table/table.ts';
import type { Context } from '../context.ts';
import { reconcileAccount, type Finding, type Options } from './reconcile.ts';

/**
 * A part of the work on all accounts: find those of one shard of the directory, find closed ones (which may have no
 * environment left in the directory), or reconcile some of them.
 */
export type ReconciliationTask = Options &
  (
    | { readonly shard: number; readonly after?: string | undefined }
    | { readonly closed: true; readonly after?: string | undefined }
    | { readonly accounts: readonly AccountId[] }
  );

/** A context with the queue of tasks, which delivers each at least once. */
export type ReconcilingContext = Context & {
  readonly handOut: (tasks: readonly ReconciliationTask[]) => Promise<void>;
};

/** The result of a task. */
export interface Reconciliation {
  readonly accounts: number;
  readonly failed: number;
  readonly findings: readonly Finding[];
}

/** How many accounts make one task. */
const AT_ONCE = 25;
/** How many rows of the directory are read at once. */
const PAGE = 1_000;

/** Starts the reconciliation of all accounts. */
export async function reconcileAll({ handOut }: ReconcilingContext, options: Options): Promise<void> {
  const shards = Array.from({ length: SHARDS }, (_, shard) => ({ ...options, shard }));
  await handOut([...shards, { ...options, closed: true }]);
}

/**
 * Does one task. What does not fit into the time becomes a task of its own, which continues where this one stopped.
 * @param until by the clock of `performance`, in milliseconds
 */
export async function doTask(
  task: ReconciliationTask,
  cause: Pick<Cause, 'requestId'>,
  context: ReconcilingContext,
  until: number,
): Promise<Reconciliation> {
  if ('shard' in task) {
    await findAccounts(task, context, until);
    return { accounts: 0, failed: 0, findings: [] };
  }
  if ('closed' in task) {
    await findClosedAccounts(task, context, until);
    return { accounts: 0, failed: 0, findings: [] };
  }
  return reconcileSome(task, cause, context, until);
}

/** The accounts of a shard, each once: the rows of an account's environments follow each other. */
async function findAccounts(
  task: Extract<ReconciliationTask, { shard: number }>,
  { table, handOut }: ReconcilingContext,
  until: number,
): Promise<void> {
  const { shard, dryRun, thorough } = task;
  let { after } = task;
  let previous = after === undefined ? undefined : placeIn({ sk: after }).accountId;
  do {
    const page = await query<{ pk: string; sk: string }>(table, ranges.directory(shard), {
      limit: PAGE,
      ...(after !== undefined && { after }),
    });
    const accounts = new Set(page.items.map((item) => placeIn(item).accountId));
    if (previous !== undefined) accounts.delete(previous);
    const tasks = inParts([...accounts]).map((some) => ({ accounts: some, dryRun, thorough }));
    if (tasks.length > 0) await handOut(tasks);
    previous = page.items.at(-1) && placeIn(page.items.at(-1) as { sk: string }).accountId;
    after = page.last;
  } while (after !== undefined && performance.now() < until);
  if (after !== undefined) await handOut([{ ...task, after }]);
}

async function findClosedAccounts(
  task: Extract<ReconciliationTask, { closed: true }>,
  { table, handOut }: ReconcilingContext,
  until: number,
): Promise<void> {
  const { dryRun, thorough } = task;
  let { after } = task;
  do {
    const page = await query<ListedAccountItem>(table, ranges.accounts, {
      limit: PAGE,
      FilterExpression: '#status = :closed',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':closed': 'closed' },
      ...(after !== undefined && { after }),
    });
    const tasks = inParts(page.items.map(({ id }) => id)).map((accounts) => ({ accounts, dryRun, thorough }));
    if (tasks.length > 0) await handOut(tasks);
    after = page.last;
  } while (after !== undefined && performance.now() < until);
  if (after !== undefined) await handOut([{ ...task, after }]);
}

function inParts(accounts: readonly AccountId[]): AccountId[][] {
  const count = Math.ceil(accounts.length / AT_ONCE);
  return Array.from({ length: count }, (_, part) => accounts.slice(part * AT_ONCE, (part + 1) * AT_ONCE));
}

async function reconcileSome(
  task: Extract<ReconciliationTask, { accounts: readonly AccountId[] }>,
  cause: Pick<Cause, 'requestId'>,
  context: ReconcilingContext,
  until: number,
): Promise<Reconciliation> {
  const findings: Finding[] = [];
  let failed = 0;
  let looked = 0;
  for (const account of task.accounts) {
    if (performance.now() >= until) break;
    looked += 1;
    try {
      for (const finding of await reconcileAccount(account, cause, context, task)) {
        findings.push(finding);
        context.log({ level: 'warn', message: 'drift', account, dryRun: task.dryRun, ...finding });
      }
    } catch (thrown) {
      failed += 1;
      const error = thrown instanceof Error ? { error: thrown.name, stack: thrown.stack } : {};
      context.log({ level: 'error', message: 'reconciliation failed', account, ...error });
    }
  }
  const rest = task.accounts.slice(looked);
  if (rest.length > 0) await context.handOut([{ ...task, accounts: rest }]);
  const left = findings.filter(({ mended }) => !mended);
  const counts = { Drift: findings.length, DriftLeft: left.length, Failed: failed };
  context.log({
    level: 'info',
    message: 'reconciliation',
    accounts: looked,
    ...metrics('account-reconciler', counts, context),
  });
  return { accounts: looked, failed, findings };
}
