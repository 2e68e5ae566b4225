import type { EnvironmentId } from '../api/schemas/ids.ts';
import { readGates } from '../gate/gate.ts';
import type { Context } from '../context.ts';
import { countedSteps, liveSteps, together, usageView } from './figures.ts';
import { periodOf } from './period.ts';

/**
 * The usage of an environment.
 * @throws invalid_input
 */
export async function usageOfEnvironment(
  environment: EnvironmentId,
  asked: Parameters<typeof periodOf>[0],
  { table, clock }: Context,
) {
  const period = periodOf(asked, clock.now());
  // Gates last: a call that ends in between is missing for a moment. The other way round it could be counted twice.
  const counted = await countedSteps(table, environment, period);
  const gates = await readGates(table, environment);
  return usageView(together([counted, liveSteps(environment, gates, period)]), period);
}
