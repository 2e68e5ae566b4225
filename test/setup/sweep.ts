import { serve as sweeper } from '../../functions/sweeper.ts';
import { tendGates } from '../../lib/background/tend-gates.ts';
import type { DueItem } from '../../lib/due/due.ts';
import { dueFiler } from '../../lib/due/gates-due.ts';
import type { EnvironmentItem } from '../../lib/environments/environment.ts';
import { readGates } from '../../lib/gate/gate.ts';
import { keys } from '../../lib/table/keys.ts';
import { read } from '../../lib/table/table.ts';
import type { Context } from '../../lib/context.ts';
import { allItems } from '../reliability/table-copy.ts';

/**
 * A round of the sweeper after the stream has been read and the minute is over: everything due at gates is filed, at the
 * time at which it is due.
 */
export async function sweepNow(context: Context, id = 'a round') {
  const atOnce = { ...context, settings: { ...context.settings, sweepSeconds: 0 } };
  await fileDueOf(atOnce);
  return sweepFiled(atOnce, id);
}

/** Each look at gates that a round of the sweeper would take now, for the caller to take one after the other. */
export async function sweepDue(context: Context): Promise<(() => Promise<unknown>)[]> {
  const atOnce = { ...context, settings: { ...context.settings, sweepSeconds: 0 } };
  await fileDueOf(atOnce);
  const now = new Date(Math.ceil(context.clock.now() / 1000) * 1000).toISOString().slice(0, 19);
  const items = (await allItems(context.table)) as unknown as DueItem[];
  const due = items.filter(
    ({ pk, what, dueAt }) => pk.startsWith('DUE#') && what === 'gates' && dueAt <= now,
  );
  return due.map((row) => async () => {
    const environment = await read<EnvironmentItem>(
      context.table,
      keys.environment(row.accountId, row.environmentId),
    );
    await tendGates(
      row,
      environment,
      await readGates(context.table, row.environmentId),
      { requestId: 'sweep' },
      atOnce,
    );
  });
}

/** A round of the sweeper that finds only what was filed. */
export const sweepFiled = (context: Context, id = 'a round') => sweeper(context)({ id });

/** Files what all gates make due, as the reader of the stream does. */
export async function fileDueOf(context: Context): Promise<void> {
  const items = (await allItems(context.table)) as { pk: string; sk: string }[];
  const gates = items.filter(({ pk, sk }) => pk.startsWith('ENVIRONMENT#') && sk.startsWith('GATE'));
  await dueFiler(context)(
    gates.map((after) => ({ id: '', key: after, at: context.clock.now(), before: undefined, after })),
  );
}
