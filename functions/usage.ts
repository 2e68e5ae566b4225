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
 * On the table's stream, given the changes of gates: keeps records of ended calls, notes peaks, notifies webhooks,
 * raises alerts, and schedules when environments are next due.
 */
export const serve = (context: Context & Publishing & Partial<Parking>) => {
  const follow = gateFollower(context);
  return async (event: DynamoDBStreamEvent) => handleOrPark(event.Records.map(changeOf), follow, context);
};

export const handler = deployed((context) => serve({ ...context, ...publishing(), park: taskSender() }));
