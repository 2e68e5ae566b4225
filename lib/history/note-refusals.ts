import type { EnvironmentId } from '../api/schemas/ids.ts';
import type { Context } from '../context.ts';
import { hourOf, noteRefused } from './usage.ts';

/** A line of the log, with the time at which it was written, in milliseconds since the epoch. */
export interface LogLine {
  readonly timestamp: number;
  readonly message: string;
}

/**
 * Counts the refused starts in the log of the calls, so that a refusal itself writes nothing. Logs are delivered at
 * least once: a line that is delivered twice counts twice.
 */
export async function noteRefusals(lines: readonly LogLine[], { table }: Context): Promise<void> {
  const refused = new Map<string, { environment: EnvironmentId; at: number; count: number }>();
  for (const { environment, at: instant } of lines.flatMap(refusalIn)) {
    const at = hourOf(instant);
    const entry = refused.get(`${environment} ${at}`) ?? { environment, at, count: 0 };
    refused.set(`${environment} ${at}`, { ...entry, count: entry.count + 1 });
  }
  for (const { environment, at, count } of refused.values()) await noteRefused(table, environment, at, count);
}

/**
 * If the line is about a refused start: the environment whose limit was reached, and when. Other programs write into
 * logs as well.
 */
export function refusalIn({ timestamp: at, message }: LogLine): { environment: EnvironmentId; at: number }[] {
  if (!message.startsWith('{')) return [];
  const { problem, environmentId } = JSON.parse(message) as Record<string, unknown>;
  if (problem !== 'concurrency_limit_reached' || typeof environmentId !== 'string') return [];
  return [{ environment: environmentId as EnvironmentId, at }];
}
