import { gunzipSync } from 'node:zlib';
import type { CloudWatchLogsDecodedData, CloudWatchLogsEvent } from 'aws-lambda';
import { alertRaiser } from '../lib/alerts/alert.ts';
import { raiseRefusalAlerts } from '../lib/alerts/refusal-alerts.ts';
import { publishRefusals } from '../lib/deliveries/refusal-events.ts';
import type { Publishing } from '../lib/deliveries/publish.ts';
import { noteRefusals, refusalIn } from '../lib/history/note-refusals.ts';
import { deployed } from '../lib/deployed.ts';
import type { Context } from '../lib/context.ts';
import { publishing } from './queues/publishing.ts';

/**
 * On the log of the function `calls`, given the lines whose `problem` is `concurrency_limit_reached`: counts them,
 * notifies webhooks, raises alerts.
 */
export const serve = (context: Context & Publishing) => {
  const alerts = alertRaiser(context.table);
  return async (event: CloudWatchLogsEvent) => {
    const text = gunzipSync(Buffer.from(event.awslogs.data, 'base64')).toString();
    const { logEvents } = JSON.parse(text) as CloudWatchLogsDecodedData;
    await noteRefusals(logEvents, context);
    const refusals = logEvents.flatMap(refusalIn);
    await publishRefusals(refusals, context);
    await raiseRefusalAlerts(refusals, alerts);
  };
};

export const handler = deployed((context) => serve({ ...context, ...publishing() }));
