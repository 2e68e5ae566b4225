import type { ScheduledEvent } from 'aws-lambda';
import { deployed } from '../lib/deployed.ts';
import { reconcile } from '../lib/background/reconcile.ts';
import type { World } from '../lib/world.ts';

/** Every day, and after a restore by hand: with `{ "dryRun": true }` it only tells what it finds. */
export const serve =
  (world: World) =>
  async ({ id = 'by hand', dryRun = false }: Partial<ScheduledEvent> & { dryRun?: boolean }) =>
    reconcile({ requestId: id }, world, { dryRun });

export const handler = deployed(serve);
