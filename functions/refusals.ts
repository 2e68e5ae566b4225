import { gunzipSync } from 'node:zlib';
import type { CloudWatchLogsDecodedData, CloudWatchLogsEvent } from 'aws-lambda';
import { publishRefusals } from '../lib/deliveries/refusal-events.ts';
import type { Publishing } from '../lib/deliveries/publish.ts';
import { noteRefusals, refusalIn } from '../lib/history/note-refusals.ts';
import { deployed, variable } from '../lib/deployed.ts';
import type { Context } from '../lib/context.ts';
import { deliveryQueue } from './queues/deliveries.ts';

/** On the log of the function `calls`, given the lines whose `problem` is `concurrency_limit_reached`: counts them. */
export const serve = (context: Context & Publishing) => async (event: CloudWatchLogsEvent) => {
  const text = gunzipSync(Buffer.from(event.awslogs.data, 'base64')).toString();
  const { logEvents } = JSON.parse(text) as CloudWatchLogsDecodedData;
  await noteRefusals(logEvents, context);
  await publishRefusals(logEvents.flatMap(refusalIn), context);
};

export const handler = deployed((context) =>
  serve({ ...context, deliveries: deliveryQueue(variable('DELIVERIES_QUEUE_URL')) }),
);
