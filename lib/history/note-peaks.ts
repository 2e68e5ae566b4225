import type { EnvironmentId } from '../api/schemas/ids.ts';
import { gateAt } from '../table/keys.ts';
import type { ItemChange } from '../table/stream/item-change.ts';
import type { Table } from '../table/table.ts';
import type { Context } from '../context.ts';
import { indexOf, liveCalls, readGates, type GateItem } from '../gate/gate.ts';
import { hourOf, notePeak } from './usage.ts';

/**
 * Notes the peaks in changes of gates, so that the start of a call costs nothing for it. Exact for an environment
 * with one gate. With several, a change shows one gate only, and the others are read when the batch is handled. It
 * may get the same change again. When one environment fails, the others are still handled.
 * @throws what went wrong, so that the changes are delivered again
 */
export async function notePeaks(changes: readonly ItemChange[], context: Context): Promise<void> {
  const ofGates = changes.flatMap((change) => {
    const place = gateAt(change.key);
    const gate = change.after as GateItem | undefined;
    return place === undefined || gate === undefined ? [] : [{ ...place, gate, at: change.at }];
  });
  const outcomes = await Promise.allSettled(
    [...Map.groupBy(ofGates, (change) => change.environment)].map(async ([environment, seen]) => {
      const peaks = await peaksByHour(environment, seen, context);
      for (const [hour, peak] of peaks) await noteOnce(context.table, environment, hour, peak);
    }),
  );
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}

const MAX_REMEMBERED = 10_000;
/** The peaks that this process has noted, by environment, each with its hour; only the last hour is kept. */
const noted = new Map<EnvironmentId, { readonly hour: number; readonly peak: number }>();

/**
 * Most changes do not raise the peak, and a refused write costs as much as one that succeeds. A noted peak never falls.
 */
async function noteOnce(table: Table, environment: EnvironmentId, hour: number, peak: number): Promise<void> {
  const last = noted.get(environment);
  if (last?.hour === hour && peak <= last.peak) return;
  await notePeak(table, environment, hour, peak);
  if (noted.size >= MAX_REMEMBERED) noted.clear();
  noted.set(environment, { hour, peak });
}

async function peaksByHour(
  environment: EnvironmentId,
  seen: readonly { index: number; gate: GateItem; at: number }[],
  { table, clock }: Context,
): Promise<Map<number, number>> {
  const live = new Map<number, number>();
  if (seen.some(({ index, gate }) => index > 0 || (gate.n ?? 1) > 1)) {
    const gates = await readGates(table, environment);
    for (const gate of gates) live.set(indexOf(gate), liveCalls([gate], clock.now()));
  }
  const peaks = new Map<number, number>();
  for (const { index, gate, at } of seen) {
    live.set(index, liveCalls([gate], at));
    const total = [...live.values()].reduce((sum, calls) => sum + calls, 0);
    const hour = hourOf(at);
    if (total > (peaks.get(hour) ?? 0)) peaks.set(hour, total);
  }
  return peaks;
}
