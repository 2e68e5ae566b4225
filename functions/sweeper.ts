import type { ScheduledEvent } from 'aws-lambda';
import { deployed } from '../lib/deployed.ts';
import { sweepEnvironments } from '../lib/background/sweep-environments.ts';
import type { World } from '../lib/world.ts';

/** Every minute. */
export const serve = (world: World) => async (event: ScheduledEvent) => sweepEnvironments(event.id, world);

export const handler = deployed(serve);
