import type { AccountId } from '../api/schemas/ids.ts';
import { readGatesOfAll } from '../gate/gate.ts';
import type { EnvironmentItem } from '../environments/environment.ts';
import { ranges } from '../table/keys.ts';
import { readRange } from '../table/table.ts';
import type { World } from '../world.ts';
import { countedSteps, figuresOf, liveSteps, sumOf, together, usageView } from './figures.ts';
import { periodOf } from './period.ts';

/** Environments that are looked up at once. Of deleted ones there may be many. */
const AT_ONCE = 25;

/**
 * The usage of all environments of an account, deleted ones among them as long as they can be restored.
 * @throws invalid_input
 */
export async function usageOfAccount(
  account: AccountId,
  asked: Parameters<typeof periodOf>[0],
  { table, clock }: World,
) {
  const period = periodOf(asked, clock.now());
  const environments = await readRange<EnvironmentItem>(table, ranges.environments(account));
  // Gates last: see usageOfEnvironment.
  const counted: Awaited<ReturnType<typeof countedSteps>>[] = [];
  for (let from = 0; from < environments.length; from += AT_ONCE) {
    const some = environments.slice(from, from + AT_ONCE);
    counted.push(...(await Promise.all(some.map(({ id }) => countedSteps(table, id, period)))));
  }
  const gates = await readGatesOfAll(table, environments);
  const each = environments.map(({ id, name, status }, index) => ({
    id,
    name,
    status: status === 'deleted' ? ('deleted' as const) : ('active' as const),
    steps: together([counted[index] ?? [], liveSteps(id, gates.get(id) ?? [], period)]),
  }));
  return {
    ...usageView(together(each.map(({ steps }) => steps)), period),
    environments: each.map(({ id, name, status, steps }) => ({
      environmentId: id,
      name,
      status,
      ...figuresOf(sumOf(steps)),
    })),
  };
}
