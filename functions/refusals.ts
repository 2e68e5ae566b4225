import { gunzipSync } from 'node:zlib';
import type { CloudWatchLogsDecodedData, CloudWatchLogsEvent } from 'aws-lambda';
import { noteRefusals } from '../lib/history/note-refusals.ts';
import { deployed } from '../lib/deployed.ts';
import type { World } from '../lib/world.ts';

/** On the log of the function `calls`, given the lines whose `problem` is `concurrency_limit_reached`: counts them. */
export const serve = (world: World) => async (event: CloudWatchLogsEvent) => {
  const text = gunzipSync(Buffer.from(event.awslogs.data, 'base64')).toString();
  const { logEvents } = JSON.parse(text) as CloudWatchLogsDecodedData;
  await noteRefusals(logEvents, world);
};

export const handler = deployed(serve);
