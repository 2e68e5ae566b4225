import { KEPT_DAYS } from '../api/schemas/ended-call.ts';
import type { EnvironmentId } from '../api/schemas/ids.ts';
import { instant, seconds } from '../clock.ts';
import { keys, usageDayIn } from '../table/keys.ts';
import type { Range } from '../table/ranges.ts';
import { readMany, readRange, type Item, type Table } from '../table/table.ts';
import { update } from '../table/write.ts';
import type { Write } from '../table/transact.ts';
import { durationOf, type CallRecordItem } from './call-record.ts';

/** The usage of an environment in one hour. Its figures count the calls that started in it. */
export interface Tally {
  /** Calls that started, and have ended since. */
  readonly started: number;
  /** Those of them whose lease expired. */
  readonly expired: number;
  /** How long they took. */
  readonly milliseconds: number;
  /** The starts that were refused because the limit was reached. */
  readonly refused: number;
  /** The most calls that were live at once. */
  readonly peak: number;
}

/** The hours of a day are kept in one row: each figure under its letter and the two digits of the hour, in UTC. */
const letters = { started: 's', expired: 'x', milliseconds: 'd', refused: 'r', peak: 'p' } as const;

export interface UsageRow extends Item {
  readonly pk: string;
  readonly sk: string;
  /** For DynamoDB's clean-up, in seconds. */
  readonly ttl: number;
  /** How often it was written; absent in rows from before that was counted. */
  readonly version?: number;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** The hour that an instant is in. */
export const hourOf = (at: number): number => Math.floor(at / HOUR_MS) * HOUR_MS;

/** The day of an instant, and the digits of its hour: the row and the fields of its usage. @param at ISO 8601 */
export const dayOf = (at: string): string => at.slice(0, 10);
const digitsOf = (at: string): string => at.slice(11, 13);
const placeOf = (at: number) => ({ day: dayOf(instant(at)), digits: digitsOf(instant(at)) });

/** When the row of a day may be deleted, in seconds. It does not depend on the time of the write. */
const keptUntil = (day: string): number => seconds(Date.parse(day) + (1 + KEPT_DAYS) * DAY_MS);

/** The figures of two rows together, hour by hour: they are added, of peaks the higher counts. */
export function figuresTogether(one: Item, other: Item): Item {
  const names = Object.keys({ ...one, ...other }).filter((name) => /^[a-z]\d\d$/.test(name));
  return Object.fromEntries(
    names.map((name) => {
      const [first, second] = [Number(one[name] ?? 0), Number(other[name] ?? 0)];
      return [name, name.startsWith(letters.peak) ? Math.max(first, second) : first + second];
    }),
  );
}

function tallyIn(row: Item, digits: string): Tally {
  const figure = (name: keyof Tally) => Number(row[`${letters[name]}${digits}`] ?? 0);
  return {
    started: figure('started'),
    expired: figure('expired'),
    milliseconds: figure('milliseconds'),
    refused: figure('refused'),
    peak: figure('peak'),
  };
}

/** The current hour and the 23 before it, the oldest first, of each environment. */
export async function readUsageOfLastDay(
  table: Table,
  environments: readonly EnvironmentId[],
  now: number,
): Promise<Map<EnvironmentId, Tally[]>> {
  const hours = Array.from({ length: 24 }, (_, index) => placeOf(now - (23 - index) * HOUR_MS));
  const days = [...new Set(hours.map(({ day }) => day))];
  const rows = await readMany<UsageRow>(
    table,
    environments.flatMap((id) => days.map((day) => keys.usage(id, day))),
  );
  const rowOf = (id: EnvironmentId, day: string): Item => {
    const { pk, sk } = keys.usage(id, day);
    return rows.find((row) => row.pk === pk && row.sk === sk) ?? {};
  };
  return new Map(
    environments.map((id) => [id, hours.map(({ day, digits }) => tallyIn(rowOf(id, day), digits))]),
  );
}

/**
 * All hours with usage in the days from one instant to another, each with its beginning in milliseconds.
 * @param rowsOf the rows of the days from one to another
 */
export async function readUsage(
  table: Table,
  rowsOf: (first: string, last: string) => Range,
  from: number,
  to: number,
): Promise<{ at: number; tally: Tally }[]> {
  const rows = await readRange<UsageRow>(table, rowsOf(placeOf(from).day, placeOf(to).day));
  return rows.flatMap((row) => {
    const day = Date.parse(usageDayIn(row));
    return Array.from({ length: 24 }, (_, hour) => {
      const at = day + hour * HOUR_MS;
      return { at, tally: tallyIn(row, placeOf(at).digits) };
    });
  });
}

/**
 * Notes how many calls were live at an instant, unless its hour already has a higher peak. Noting it again changes
 * nothing.
 */
export async function notePeak(
  table: Table,
  environment: EnvironmentId,
  at: number,
  live: number,
): Promise<void> {
  const { day, digits } = placeOf(at);
  await update(table, keys.usage(environment, day), {
    UpdateExpression: 'SET #peak = :live, #ttl = :ttl ADD version :one',
    ConditionExpression: 'attribute_not_exists(#peak) OR #peak < :live',
    ExpressionAttributeNames: { '#peak': `${letters.peak}${digits}`, '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':live': live, ':ttl': keptUntil(day), ':one': 1 },
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
    UpdateExpression: 'SET #ttl = :ttl ADD #refused :refused, version :one',
    ExpressionAttributeNames: { '#refused': `${letters.refused}${digits}`, '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':refused': refused, ':ttl': keptUntil(day), ':one': 1 },
  });
}

/** Counts ended calls, in the hours in which they started. It is written in one transaction with their records. */
export function countCalls(
  environment: EnvironmentId,
  day: string,
  calls: readonly Pick<CallRecordItem, 'startedAt' | 'endedAt' | 'outcome'>[],
): Write {
  const byHour = Map.groupBy(calls, ({ startedAt }) => digitsOf(startedAt));
  const added = [...byHour].flatMap(([digits, ofHour]) => [
    [`${letters.started}${digits}`, ofHour.length] as const,
    [`${letters.expired}${digits}`, ofHour.filter(({ outcome }) => outcome === 'expired').length] as const,
    [`${letters.milliseconds}${digits}`, ofHour.reduce((sum, call) => sum + durationOf(call), 0)] as const,
  ]);
  return {
    Update: {
      Key: keys.usage(environment, day),
      UpdateExpression: `SET #ttl = :ttl ADD version :one, ${added.map(([name]) => `#${name} :${name}`).join(', ')}`,
      ExpressionAttributeNames: {
        '#ttl': 'ttl',
        ...Object.fromEntries(added.map(([name]) => [`#${name}`, name])),
      },
      ExpressionAttributeValues: {
        ':ttl': keptUntil(day),
        ':one': 1,
        ...Object.fromEntries(added.map(([name, figure]) => [`:${name}`, figure])),
      },
    },
  };
}
