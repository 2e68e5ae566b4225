import * as z from 'zod/mini';
import { Event } from '../../lib/api/schemas/event.ts';
import { simplify } from './schemas.ts';

/** The JSON Schema of the events that webhooks and the bus of a stage get. */
export const eventsSchema = (): object => ({
  title: 'Events of Berth',
  ...z.toJSONSchema(Event, { io: 'output', override: simplify('output') }),
});
