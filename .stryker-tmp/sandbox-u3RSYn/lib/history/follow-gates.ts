import { alertRaiser } from '../alerts/alert.ts';
import { raiseGateAlerts } from '../alerts/gate-alerts.ts';
import type { Context } from '../context.ts';
import { publishGateChanges } from '../deliveries/gate-events.ts';
import type { Publishing } from '../deliveries/publish.ts';
import { dueFiler } from '../due/gates-due.ts';
import type { ItemChange } from '../table/stream/item-change.ts';
import { notePeaks } from './note-peaks.ts';
import { recordCalls } from './record-calls.ts';

/**
 * All that changes of gates lead to: records of calls that have ended, how many were live at once, what webhooks are told,
 * what Admins are mailed of, and when environments are to be looked at next. Done again, and in another order, it comes to the same.
 */
export function gateFollower(context: Context & Publishing) {
  const fileDue = dueFiler(context);
  const alerts = alertRaiser(context.table);
  return async (changes: readonly ItemChange[]): Promise<void> => {
    // One after the other, for the first two write the figures of a day. What fails keeps nothing else from being done.
    const failures: unknown[] = [];
    for (const handle of [
      () => recordCalls(changes, context),
      () => notePeaks(changes, context),
      () => publishGateChanges(changes, context),
      () => raiseGateAlerts(changes, alerts),
      () => fileDue(changes),
    ])
      await handle().catch((thrown: unknown) => failures.push(thrown));
    if (failures.length > 0) throw failures[0];
  };
}
