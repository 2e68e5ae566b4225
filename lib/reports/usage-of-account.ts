import { isDeepStrictEqual } from 'node:util';
import type { AccountId } from '../api/schemas/ids.ts';
import { instant } from '../clock.ts';
import { readGatesOfAll } from '../gate/gate.ts';
import {
  readEnvironments,
  readDeletedEnvironments,
  type DeletedEnvironmentItem,
  type EnvironmentItem,
} from '../environments/environment.ts';
import { type Table } from '../table/table.ts';
import type { Context } from '../context.ts';
import {
  countedSteps,
  figuresOf,
  liveSteps,
  purgedSteps,
  sumOf,
  together,
  usageView,
  type Steps,
} from './figures.ts';
import { periodOf, type Period } from './period.ts';

/** Environments whose days are read at once. */
const AT_ONCE = 25;

/**
 * The usage of all environments of an account, and on request of the deleted ones: each of those that can be restored,
 * and all purged ones together.
 * @throws invalid_input
 */
export async function usageOfAccount(
  account: AccountId,
  asked: Parameters<typeof periodOf>[0] & { readonly includeDeleted: boolean },
  { table, clock }: Context,
) {
  const period = periodOf(asked, clock.now());
  const { each, purged } = asked.includeDeleted
    ? await withDeleted(account, period, table)
    : { each: await shares(await readEnvironments(table, account), period, table), purged: [] };
  // Those that can no longer be restored are about to be purged.
  const [shown, leaving] = [each.filter(isShown), each.filter((share) => !isShown(share))];
  const gone = together([purged, ...leaving.map(({ steps }) => steps)]);
  const all = [...shown.map(({ steps }) => steps), ...(asked.includeDeleted ? [gone] : [])];
  return {
    ...usageView(together(all), period),
    environments: shown.map(({ environment: { id, name, status }, steps }) => ({
      environmentId: id,
      name,
      status: status === 'deleted' ? ('deleted' as const) : ('active' as const),
      ...figuresOf(sumOf(steps)),
    })),
    ...(asked.includeDeleted && { purged: figuresOf(sumOf(gone)) }),
  };
}

type AnyEnvironment = EnvironmentItem | DeletedEnvironmentItem;

/** An environment, and its usage. */
interface Share {
  readonly environment: AnyEnvironment;
  readonly steps: Steps;
}

const isShown = ({ environment }: Share): boolean =>
  environment.status !== 'deleted' || environment.restorableUntil !== undefined;

/** A purge may move usage between the readings: then it could be read twice, or not at all, so all is read again. */
async function withDeleted(
  account: AccountId,
  period: Period,
  table: Table,
): Promise<{ readonly each: readonly Share[]; readonly purged: Steps }> {
  let before: Steps;
  let purged = await purgedSteps(table, account, period);
  let each: readonly Share[];
  do {
    before = purged;
    const standing = await readEnvironments(table, account);
    const deleted = await readDeletedEnvironments(table, account);
    // One that was deleted before the period began had no usage in it. One that is deleted just now is seen twice.
    const sinceThen = deleted.filter(({ updatedAt }) => updatedAt >= instant(period.from));
    const all = new Map([...standing, ...sinceThen].map((environment) => [environment.id, environment]));
    each = await shares([...all.values()], period, table);
    purged = await purgedSteps(table, account, period);
  } while (!isDeepStrictEqual(purged, before));
  return { each, purged };
}

async function shares(
  environments: readonly AnyEnvironment[],
  period: Period,
  table: Table,
): Promise<Share[]> {
  // Gates last: see usageOfEnvironment.
  const counted: Steps[] = [];
  for (let from = 0; from < environments.length; from += AT_ONCE) {
    const some = environments.slice(from, from + AT_ONCE);
    counted.push(...(await Promise.all(some.map(({ id }) => countedSteps(table, id, period)))));
  }
  const gates = await readGatesOfAll(table, environments);
  return environments.map((environment, index) => ({
    environment,
    steps: together([
      counted[index] ?? [],
      liveSteps(environment.id, gates.get(environment.id) ?? [], period),
    ]),
  }));
}
