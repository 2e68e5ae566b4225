const named = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** “February 2026”. @param month 2026-02 */
export const monthName = (month: string): string => named.format(new Date(`${month}-01T00:00:00Z`));

/** The last months, the current one first, UTC: `2026-02`. */
export const monthsUntil = (now: Date, count: number): string[] =>
  Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back)).toISOString().slice(0, 7),
  );
