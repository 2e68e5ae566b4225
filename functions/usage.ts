import type { DynamoDBStreamEvent } from 'aws-lambda';
import { notePeaks } from '../lib/calls/note-peaks.ts';
import { deployed } from '../lib/deployed.ts';
import { changeOf } from '../lib/table/stream.ts';
import type { World } from '../lib/world.ts';

/** On the table's stream, given the changes of gates: notes how many calls were live at once. */
export const serve = (world: World) => async (event: DynamoDBStreamEvent) =>
  notePeaks(event.Records.map(changeOf), world);

export const handler = deployed(serve);
