import { limits, type LimitOf } from './limits.ts';
import { Problem } from './problem.ts';

/** The refusal of one more than a limit allows. */
export function limitReached(limitOf: LimitOf): Problem<'limit_reached'> {
  const { max: limit, of } = limits[limitOf];
  return new Problem('limit_reached', {
    detail: `The limit is ${limit.toLocaleString('en-US')} ${of}.`,
    limitOf,
    limit,
  });
}
