import type { Context as LambdaContext, ScheduledEvent } from 'aws-lambda';
import { deployed } from '../lib/deployed.ts';
import { sweep } from '../lib/background/sweep.ts';
import type { Context } from '../lib/context.ts';

/** Every minute. */
export const serve =
  (context: Context) =>
  async ({ id }: Pick<ScheduledEvent, 'id'>, _lambda?: LambdaContext) =>
    sweep({ requestId: id }, context);

export const handler = deployed(serve);
