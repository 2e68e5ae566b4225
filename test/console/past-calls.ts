import type { CallReferences } from '../../lib/api/schemas/call.ts';
import type { EndedCall } from '../../lib/api/schemas/ended-call.ts';
import type { CallId, EnvironmentId } from '../../lib/api/schemas/ids.ts';
import { recordOf } from '../../lib/history/call-record.ts';
import {
  countCalls,
  dayOf,
  DAY_MS,
  HOUR_MS,
  hourOf,
  notePeak,
  noteRefused,
} from '../../lib/history/usage.ts';
import { instant } from '../../lib/clock.ts';
import { transact } from '../../lib/table/transact.ts';
import type { Berth } from '../../local/berth.ts';

const DAYS = 30;

/** How the calls of a day are spread over its hours, from 8:00 on. */
const hours = [8, 9, 9, 10, 10, 10, 11, 11, 12, 13, 13, 14, 14, 14, 15, 15, 16, 17];

interface Past {
  /** How many calls a working day had. */
  readonly perDay: number;
  /** Their references, in turn. */
  readonly of: readonly CallReferences[];
}

/** A month of ended calls, stored and counted as if they had been made. */
export async function pastCalls(
  { context: { table } }: Berth,
  environment: EnvironmentId,
  { perDay, of }: Past,
): Promise<void> {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  for (let ago = DAYS; ago >= 0; ago -= 1) {
    const day = today - ago * DAY_MS;
    const atWeekend = [0, 6].includes(new Date(day).getUTCDay());
    // Neither flat nor random, so that two runs of the screenshots differ only in the days.
    const calls = Math.round((perDay * (5 + ((ago * 7) % 5))) / (atWeekend ? 36 : 9));
    const records = Array.from({ length: calls }, (_, index) =>
      recordOf(endedCall(environment, day, index, of[index % of.length] ?? {})),
    ).filter(({ endedAt }) => endedAt < instant(Date.now()));
    if (records.length === 0) continue;
    await transact(table, [
      ...records.map((record) => ({ Put: { Item: { ...record } } })),
      countCalls(environment, dayOf(instant(day)), records),
    ]);
    for (const [hour, ofHour] of Map.groupBy(records, ({ startedAt }) => hourOf(Date.parse(startedAt))))
      await notePeak(table, environment, hour, Math.ceil(ofHour.length * 1.25));
    if (calls > 45 && ago > 0) await noteRefused(table, environment, day + 10 * HOUR_MS, calls - 45);
  }
}

function endedCall(
  environment: EnvironmentId,
  day: number,
  index: number,
  references: CallReferences,
): EndedCall {
  const startedAt = day + (hours[index % hours.length] ?? 8) * HOUR_MS + ((index * 7919) % 3_600) * 1_000;
  const durationSeconds = 20 + ((index * 53) % 400);
  return {
    id: `call-${(((startedAt / 1_000) * 7_919) % 1_048_576).toString(16)}` as CallId,
    environmentId: environment,
    status: 'ended',
    direction: references.campaignId === undefined ? 'inbound' : 'outbound',
    ...references,
    startedAt: instant(startedAt),
    endedAt: instant(startedAt + durationSeconds * 1_000),
    durationSeconds,
    // Some of each day, so that the first page of the list has one whatever the time is.
    outcome: startedAt % (4 * HOUR_MS) < HOUR_MS / 4 ? 'expired' : 'ended',
  };
}
