import type { Context as LambdaContext, ScheduledEvent } from 'aws-lambda';
import { deployed } from '../lib/deployed.ts';
import { sweep } from '../lib/background/sweep.ts';
import type { World } from '../lib/world.ts';

/** Every minute. */
export const serve =
  (world: World) =>
  async ({ id }: Pick<ScheduledEvent, 'id'>, _lambda?: LambdaContext) =>
    sweep({ requestId: id }, world);

export const handler = deployed(serve);
