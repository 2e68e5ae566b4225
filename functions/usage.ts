import type { DynamoDBStreamEvent } from 'aws-lambda';
import { notePeaks } from '../lib/calls/note-peaks.ts';
import { recordCalls } from '../lib/calls/record-calls.ts';
import { deployed } from '../lib/deployed.ts';
import { changeOf } from '../lib/table/stream.ts';
import type { World } from '../lib/world.ts';

/** On the table's stream, given the changes of gates: notes how many calls were live at once, and keeps records of ended ones. */
export const serve = (world: World) => async (event: DynamoDBStreamEvent) => {
  const changes = event.Records.map(changeOf);
  // Neither keeps the other from what it can do.
  const outcomes = await Promise.allSettled([recordCalls(changes, world), notePeaks(changes, world)]);
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
};

export const handler = deployed(serve);
