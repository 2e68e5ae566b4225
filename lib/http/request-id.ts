import type { Layer } from './exchange.ts';

/** The outermost layer: opens the exchange, and sees to it that every response says which request it answers. */
export function requestId(): Layer {
  const stamp: NonNullable<Layer['after']> = ({ event, response }) => {
    if (response) response.headers = { ...response.headers, 'x-request-id': event.exchange.requestId };
  };
  return {
    before: ({ event }) => {
      event.exchange = { requestId: event.requestContext.requestId, startedAt: performance.now() };
    },
    after: stamp,
    onError: stamp,
  };
}
