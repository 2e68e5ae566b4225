import { serve as accountReconciler } from '../functions/account-reconciler.ts';
import { serve as reconciler } from '../functions/reconciler.ts';
import type { Options } from '../lib/background/reconcile.ts';
import type { Reconciliation, ReconciliationTask } from '../lib/background/reconciliation.ts';
import type { Context } from '../lib/context.ts';
import { taskQueue } from './task-queue.ts';

/**
 * Reconciles all accounts in this process, which takes several functions in a deployed stage, and returns the result
 * of all tasks.
 */
export async function reconcileInProcess(context: Context, options: Options): Promise<Reconciliation> {
  const results: Reconciliation[] = [];
  const queue = taskQueue<ReconciliationTask>();
  const reconciling = { ...context, handOut: (tasks: readonly ReconciliationTask[]) => queue.send(tasks) };
  await reconciler(reconciling)(options);
  await queue.drain(accountReconciler(reconciling, (result) => void results.push(result)));
  return {
    accounts: results.reduce((sum, { accounts }) => sum + accounts, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
    findings: results.flatMap(({ findings }) => findings),
  };
}
