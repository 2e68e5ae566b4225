import type { DynamoDBStreamEvent } from 'aws-lambda';
import { notePeaks } from '../lib/history/note-peaks.ts';
import { recordCalls } from '../lib/history/record-calls.ts';
import { deployed } from '../lib/deployed.ts';
import { changeOf } from '../lib/table/stream.ts';
import type { World } from '../lib/world.ts';

/** On the table's stream, given the changes of gates: notes how many calls were live at once, and keeps records of ended ones. */
export const serve = (world: World) => async (event: DynamoDBStreamEvent) => {
  const changes = event.Records.map(changeOf);
  // One after the other, for both write the figures of a day. Records that can't be kept don't keep the peaks from being noted.
  const [recorded] = await Promise.allSettled([recordCalls(changes, world)]);
  await notePeaks(changes, world);
  if (recorded.status === 'rejected') throw recorded.reason;
};

export const handler = deployed(serve);
