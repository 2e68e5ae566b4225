import { serve as sweeper } from '../../functions/sweeper.ts';
import { tendGates } from '../../lib/background/tend-gates.ts';
import type { DueItem } from '../../lib/due/due.ts';
import { dueFiler } from '../../lib/due/gates-due.ts';
import type { EnvironmentItem } from '../../lib/environments/environment.ts';
import { readGates } from '../../lib/gate/gate.ts';
import { keys } from '../../lib/table/keys.ts';
import { read } from '../../lib/table/table.ts';
import type { World } from '../../lib/world.ts';
import { allItems } from '../reliability/table-copy.ts';

/**
 * A round of the sweeper as it is when the stream has been read and the minute is over: what gates make due is filed, and
 * nothing is filed for later than it is due.
 */
export async function sweepNow(world: World, id = 'a round') {
  const atOnce = { ...world, settings: { ...world.settings, sweepSeconds: 0 } };
  await fileDueOf(atOnce);
  return sweepFiled(atOnce, id);
}

/** Each look at gates that a round of the sweeper takes now, to be taken one after the other. */
export async function sweepDue(world: World): Promise<(() => Promise<unknown>)[]> {
  const atOnce = { ...world, settings: { ...world.settings, sweepSeconds: 0 } };
  await fileDueOf(atOnce);
  const now = new Date(Math.ceil(world.clock.now() / 1000) * 1000).toISOString().slice(0, 19);
  const items = (await allItems(world.table)) as unknown as DueItem[];
  const due = items.filter(
    ({ pk, what, dueAt }) => pk.startsWith('DUE#') && what === 'gates' && dueAt <= now,
  );
  return due.map((row) => async () => {
    const environment = await read<EnvironmentItem>(
      world.table,
      keys.environment(row.accountId, row.environmentId),
    );
    await tendGates(
      row,
      environment,
      await readGates(world.table, row.environmentId),
      { requestId: 'sweep' },
      atOnce,
    );
  });
}

/** A round of the sweeper that finds only what has been filed. */
export const sweepFiled = (world: World, id = 'a round') => sweeper(world)({ id });

/** Files what all gates make due, as the reader of the stream does when it is told of each. */
export async function fileDueOf(world: World): Promise<void> {
  const items = (await allItems(world.table)) as { pk: string; sk: string }[];
  const gates = items.filter(({ pk, sk }) => pk.startsWith('ENVIRONMENT#') && sk.startsWith('GATE'));
  await dueFiler(world)(
    gates.map((after) => ({ id: '', key: after, at: world.clock.now(), before: undefined, after })),
  );
}
