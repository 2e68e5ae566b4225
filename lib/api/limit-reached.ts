import { limits, type CountedLimit } from './limits.ts';
import { Problem } from './problem.ts';

/** The refusal when one more than a limit is requested. */
export function limitReached(limitOf: CountedLimit): Problem<'limit_reached'> {
  const limit = limits[limitOf];
  const plural = limitOf.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const detail = `The limit of ${limit.toLocaleString('en-US')} ${plural} is reached.`;
  return new Problem('limit_reached', { detail, limitOf, limit });
}
