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
 * Everything that follows from changes of gates: records of ended calls, peaks, webhook events, alerts, and due rows.
 * Handling the same changes again, or in another order, has the same result.
 */
export function gateFollower(context: Context & Publishing) {
  const fileDue = dueFiler(context);
  const alerts = alertRaiser(context.table);
  return async (changes: readonly ItemChange[]): Promise<void> => {
    // One after the other, because the first two write the usage of a day. When one fails, the others are still done.
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
