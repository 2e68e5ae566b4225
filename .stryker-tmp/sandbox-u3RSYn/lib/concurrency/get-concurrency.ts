import type { environments } from '../api/routes/environments.ts';
import type { UseCase } from '../request.ts';
import { concurrencyView, readAllocation } from './concurrency.ts';

export const getConcurrency: UseCase<(typeof environments)['getConcurrency']> = async (
  { params },
  context,
) => {
  const allocation = await readAllocation(params.accountId, context);
  return { body: concurrencyView(allocation, context.clock.now()) };
};
