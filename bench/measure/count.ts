import type { Watched } from './meter.ts';

type Next = (args: object) => Promise<unknown>;

/** @returns how many requests a client of the SDK has sent since, counting each try */
export function countRequests(client: Watched): () => number {
  let count = 0;
  const middleware = (next: Next) => (args: object) => {
    count += 1;
    return next(args);
  };
  client.middlewareStack.add(middleware as never, { step: 'finalizeRequest', priority: 'low' } as never);
  return () => count;
}
