import type { DynamoDBStreamEvent } from 'aws-lambda';
import type { Publishing } from '../lib/deliveries/publish.ts';
import { deployed } from '../lib/deployed.ts';
import { gateFollower } from '../lib/history/follow-gates.ts';
import { handleOrPark, type Parking } from '../lib/table/parking.ts';
import { changeOf } from '../lib/table/stream/item-change.ts';
import type { Context } from '../lib/context.ts';
import { publishing } from './queues/publishing.ts';
import { taskSender } from './queues/tasks.ts';

/**
 * On the table's stream, given the changes of gates: keeps records of calls that have ended, notes how many were live at
 * once, tells webhooks, raises alerts, and files when environments are to be looked at next.
 */
export const serve = (context: Context & Publishing & Partial<Parking>) => {
  const follow = gateFollower(context);
  return async (event: DynamoDBStreamEvent) => handleOrPark(event.Records.map(changeOf), follow, context);
};

export const handler = deployed((context) => serve({ ...context, ...publishing(), park: taskSender() }));
