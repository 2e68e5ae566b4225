import type { ScheduledEvent } from 'aws-lambda';
import { deployed } from '../lib/deployed.ts';
import { reconcileAll, type ReconcilingContext } from '../lib/background/reconciliation.ts';
import { taskSender } from './queues/tasks.ts';

/**
 * Runs every day, and by hand after a restore: with `{ "thorough": true }` it also looks for damage that only a
 * backup can cause, with `{ "dryRun": true }` it only reports what it finds. The function `account-reconciler` does
 * the work.
 */
export const serve =
  (context: ReconcilingContext) =>
  async ({
    dryRun = false,
    thorough = false,
  }: Partial<ScheduledEvent> & { dryRun?: boolean; thorough?: boolean }) =>
    reconcileAll(context, { dryRun, thorough });

export const handler = deployed((context) => serve({ ...context, handOut: taskSender() }));
