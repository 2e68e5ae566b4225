import { variable, type FunctionEnvironment } from '../../lib/deployed.ts';
import type { Publishing } from '../../lib/deliveries/publish.ts';
import { busBehind, deliveryQueue } from './deliveries.ts';

/** Where a function publishes its events. */
export function publishing(): Pick<Publishing, 'deliveries' | 'bus'> {
  const queue = variable('DELIVERIES_QUEUE_URL');
  const { EVENT_BUS_NAME: bus } = process.env as Partial<FunctionEnvironment>;
  return { deliveries: deliveryQueue(queue), bus: busBehind(queue, bus) };
}
