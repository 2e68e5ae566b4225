import type { DynamoDBStreamEvent } from 'aws-lambda';
import { notePeaks } from '../lib/history/note-peaks.ts';
import { recordCalls } from '../lib/history/record-calls.ts';
import { publishGateChanges } from '../lib/deliveries/gate-events.ts';
import type { Publishing } from '../lib/deliveries/publish.ts';
import { deployed, variable } from '../lib/deployed.ts';
import { changeOf } from '../lib/table/stream.ts';
import type { World } from '../lib/world.ts';
import { deliveryQueue } from './queues/deliveries.ts';

/** On the table's stream, given the changes of gates: notes how many calls were live at once, and keeps records of ended ones. */
export const serve = (world: World & Publishing) => async (event: DynamoDBStreamEvent) => {
  const changes = event.Records.map(changeOf);
  // One after the other, for both write the figures of a day. Records that can't be kept don't keep the peaks from being noted.
  const [recorded] = await Promise.allSettled([recordCalls(changes, world)]);
  await notePeaks(changes, world);
  await publishGateChanges(changes, world);
  if (recorded.status === 'rejected') throw recorded.reason;
};

export const handler = deployed((world) =>
  serve({ ...world, deliveries: deliveryQueue(variable('DELIVERIES_QUEUE_URL')) }),
);
