import { invalidField } from '../api/problem.ts';
import { instant } from '../clock.ts';

/** A month, UTC, as a period of days. */
export interface Month {
  readonly month: string;
  readonly from: string;
  readonly to: string;
  readonly granularity: 'day';
  readonly includeDeleted: true;
}

/**
 * @param month for example 2026-01; by default the current one
 * @param now milliseconds since the epoch
 * @throws invalid_input when it has not begun
 */
export function monthOf(month: string | undefined, now: number): Month {
  const running = instant(now).slice(0, 7);
  const asked = month ?? running;
  if (asked > running) throw invalidField('month', 'must not be later than now');
  const from = new Date(`${asked}-01T00:00:00.000Z`);
  const to = instant(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1));
  return { month: asked, from: from.toISOString(), to, granularity: 'day', includeDeleted: true };
}
