import type { DynamoDBStreamEvent } from 'aws-lambda';
import { dueFiler } from '../lib/due/gates-due.ts';
import { notePeaks } from '../lib/history/note-peaks.ts';
import { recordCalls } from '../lib/history/record-calls.ts';
import { publishGateChanges } from '../lib/deliveries/gate-events.ts';
import type { Publishing } from '../lib/deliveries/publish.ts';
import { deployed, variable } from '../lib/deployed.ts';
import { changeOf } from '../lib/table/stream.ts';
import type { Context } from '../lib/context.ts';
import { deliveryQueue } from './queues/deliveries.ts';

/**
 * On the table's stream, given the changes of gates: keeps records of calls that have ended, notes how many were live at
 * once, tells webhooks, and files when environments are to be looked at next.
 */
export const serve = (context: Context & Publishing) => {
  const fileDue = dueFiler(context);
  return async (event: DynamoDBStreamEvent) => {
    const changes = event.Records.map(changeOf);
    // One after the other, for the first two write the figures of a day. What fails keeps nothing else from being done.
    const failures: unknown[] = [];
    for (const handle of [
      () => recordCalls(changes, context),
      () => notePeaks(changes, context),
      () => publishGateChanges(changes, context),
      () => fileDue(changes),
    ])
      await handle().catch((thrown: unknown) => failures.push(thrown));
    if (failures.length > 0) throw failures[0];
  };
};

export const handler = deployed((context) =>
  serve({ ...context, deliveries: deliveryQueue(variable('DELIVERIES_QUEUE_URL')) }),
);
