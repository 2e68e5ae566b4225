import type { EnvironmentId } from '../api/ids.ts';
import { instant } from '../clock.ts';
import { keys } from '../table/keys.ts';
import { readMany, update, type Item, type Table } from '../table/table.ts';

/** What one hour of an environment saw. */
export interface UsageHour {
  /** When it began: ISO 8601, UTC. */
  readonly hour: string;
  /** The most calls that were live at once. */
  readonly peak: number;
  /** The starts that were refused because the limit was reached. */
  readonly refused: number;
}

const HOUR_MS = 3_600_000;
const HOURS = 24;
/** How long usage is kept, in seconds. */
const KEPT_SECONDS = 400 * 24 * 3600;

/** Where an hour is kept: in the row of its day, under `p` (peak) and `r` (refused) and its two digits. */
function placeOf(at: number): { day: string; digits: string } {
  const time = instant(at);
  return { day: time.slice(0, 10), digits: time.slice(11, 13) };
}

/** The hour that runs and the 23 before it, the oldest first, of each environment. */
export async function readUsageOfAll(
  table: Table,
  environments: readonly EnvironmentId[],
  now: number,
): Promise<Map<EnvironmentId, UsageHour[]>> {
  const hours = Array.from({ length: HOURS }, (_, index) => now - (HOURS - 1 - index) * HOUR_MS);
  const days = [...new Set(hours.map((at) => placeOf(at).day))];
  const rows = await readMany<Item & { pk: string; sk: string }>(
    table,
    environments.flatMap((id) => days.map((day) => keys.usage(id, day))),
  );
  const usageOf = (id: EnvironmentId, at: number): UsageHour => {
    const { day, digits } = placeOf(at);
    const { pk, sk } = keys.usage(id, day);
    const row = rows.find((candidate) => candidate.pk === pk && candidate.sk === sk) ?? {};
    const number = (name: string) => Number((row as Item)[name] ?? 0);
    const hour = instant(Math.floor(at / HOUR_MS) * HOUR_MS);
    return { hour, peak: number(`p${digits}`), refused: number(`r${digits}`) };
  };
  return new Map(environments.map((id) => [id, hours.map((at) => usageOf(id, at))]));
}

/** Notes how many calls were live at an instant, if no more were in its hour before. Noting it again changes nothing. */
export async function notePeak(
  table: Table,
  environment: EnvironmentId,
  at: number,
  live: number,
): Promise<void> {
  const { day, digits } = placeOf(at);
  await update(table, keys.usage(environment, day), {
    UpdateExpression: 'SET #peak = :live, #ttl = :ttl',
    ConditionExpression: 'attribute_not_exists(#peak) OR #peak < :live',
    ExpressionAttributeNames: { '#peak': `p${digits}`, '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':live': live, ':ttl': Math.floor(at / 1000) + KEPT_SECONDS },
  });
}

/** Adds refused starts to the hour of an instant. */
export async function noteRefused(
  table: Table,
  environment: EnvironmentId,
  at: number,
  refused: number,
): Promise<void> {
  const { day, digits } = placeOf(at);
  await update(table, keys.usage(environment, day), {
    UpdateExpression: 'SET #ttl = :ttl ADD #refused :refused',
    ExpressionAttributeNames: { '#refused': `r${digits}`, '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':refused': refused, ':ttl': Math.floor(at / 1000) + KEPT_SECONDS },
  });
}
