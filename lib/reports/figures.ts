import type * as z from 'zod/mini';
import type { UsagePeriod } from '../api/routes/reports.ts';
import type { AccountId, CallId, EnvironmentId } from '../api/schemas/ids.ts';
import type { GateItem } from '../gate/gate.ts';
import { callOf, type StoredLease } from '../gate/lease.ts';
import { readUsage, type Tally } from '../history/usage.ts';
import { instant } from '../clock.ts';
import { ranges } from '../table/ranges.ts';
import type { Table } from '../table/table.ts';
import { stepOf, type Period } from './period.ts';

/** The figures of a period or a step. */
type Figures = Omit<z.input<typeof UsagePeriod>, 'at'>;

const nothing: Tally = { started: 0, expired: 0, milliseconds: 0, refused: 0, peak: 0 };

/** The usage of an environment in each step of a period, the oldest first. Live calls count as started. */
export type Steps = readonly Tally[];

/** The counted usage of an environment, in each step of a period. */
export const countedSteps = (table: Table, environment: EnvironmentId, period: Period): Promise<Steps> =>
  storedSteps(table, (first, last) => ranges.usageOfDays(environment, first, last), period);

/** The usage that was moved to an account when environments of it were purged, all together. */
export const purgedSteps = (table: Table, account: AccountId, period: Period): Promise<Steps> =>
  storedSteps(table, (first, last) => ranges.purgedUsageOfDays(account, first, last), period);

const storedSteps = async (
  table: Table,
  rowsOf: Parameters<typeof readUsage>[1],
  period: Period,
): Promise<Steps> => inSteps(await readUsage(table, rowsOf, period.from, period.to - 1), period);

/** The part of live calls, which have not been counted yet because they have not ended. */
export function liveSteps(environment: EnvironmentId, gates: readonly GateItem[], period: Period): Steps {
  const calls = gates
    .flatMap(({ l }) => Object.entries(l) as [CallId, StoredLease][])
    .map(([id, lease]) => callOf(environment, id, lease));
  return inSteps(
    calls.map(({ startedAt }) => ({ at: Date.parse(startedAt), tally: { ...nothing, started: 1 } })),
    period,
  );
}

function inSteps(seen: readonly { readonly at: number; readonly tally: Tally }[], period: Period): Steps {
  const length = stepOf(period);
  const steps = Array.from({ length: (period.to - period.from) / length }, () => nothing);
  for (const { at, tally } of seen) {
    const index = Math.floor((at - period.from) / length);
    const step = steps[index];
    if (step !== undefined) steps[index] = sumOf([step, tally]);
  }
  return steps;
}

/** Adds several series of the same steps, step by step. */
export const together = ([first = [], ...others]: readonly Steps[]): Steps =>
  first.map((step, index) => sumOf([step, ...others.map((steps) => steps[index] ?? nothing)]));

/** The total of all steps: figures are added, of peaks the highest counts. */
export function sumOf(tallies: Steps): Tally {
  const total = (name: keyof Tally) => tallies.reduce((sum, tally) => sum + tally[name], 0);
  return {
    started: total('started'),
    expired: total('expired'),
    milliseconds: total('milliseconds'),
    refused: total('refused'),
    peak: tallies.reduce((highest, { peak }) => Math.max(highest, peak), 0),
  };
}

/** A millisecond changes the fifth decimal place, so nothing is lost. */
const minutes = (milliseconds: number): number => Math.round((milliseconds / 60_000) * 1e5) / 1e5;

/** Figures as the API shows them. */
export function figuresOf({ started, refused, expired, milliseconds, peak }: Tally): Figures {
  return { started, refused, expired, minutes: minutes(milliseconds), peak };
}

/** Whether there was any usage at all. */
export const isUsed = ({ started, refused, peak }: Figures): boolean => started + refused + peak > 0;

/** The figures of a period, step by step and in total. */
export function usageView(steps: Steps, period: Period) {
  return {
    from: instant(period.from),
    to: instant(period.to),
    granularity: period.granularity,
    items: steps.map((step, index) => ({
      at: instant(period.from + index * stepOf(period)),
      ...figuresOf(step),
    })),
    totals: figuresOf(sumOf(steps)),
  };
}
