import type { environments } from '../api/routes/environments.ts';
import type { UseCase } from '../call.ts';
import { concurrencyView, readAllocation } from './concurrency.ts';

export const getConcurrency: UseCase<(typeof environments)['getConcurrency']> = async ({ params }, world) => {
  const allocation = await readAllocation(params.accountId, world);
  return { body: concurrencyView(allocation, world.clock.now()) };
};
