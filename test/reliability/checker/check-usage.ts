import type { EnvironmentContent, RawRecord, TableContent } from './items.ts';

/** The figures that are counted together with records, under the letter that they are stored under. */
const counted: Readonly<Record<string, (records: readonly RawRecord[]) => number>> = {
  s: (records) => records.length,
  x: (records) => records.filter(({ outcome }) => outcome === 'expired').length,
  d: (records) =>
    records.reduce((sum, { startedAt, endedAt }) => sum + Date.parse(endedAt) - Date.parse(startedAt), 0),
};

/** The counts of ended calls, by the hour of their start, are the sums of their records. */
export function checkUsage({ environments }: TableContent): string[] {
  return [...environments].flatMap(([id, content]) => checkHours(id, content));
}

function checkHours(id: string, { records, usage }: EnvironmentContent): string[] {
  const recorded = Map.groupBy(records, ({ startedAt }) => startedAt.slice(0, 13));
  const hours = new Set([
    ...recorded.keys(),
    ...[...usage.keys()].flatMap((day) =>
      Array.from({ length: 24 }, (_, hour) => `${day}T${String(hour).padStart(2, '0')}`),
    ),
  ]);
  return [...hours].flatMap((hour) =>
    Object.entries(counted).flatMap(([letter, count]) => {
      const [day = '', digits] = hour.split('T');
      const stored = Number(usage.get(day)?.[`${letter}${digits}`] ?? 0);
      const told = count(recorded.get(hour) ?? []);
      return stored === told
        ? []
        : [`environment ${id}: ${letter} of ${hour} is stored as ${stored}, its records tell ${told}`];
    }),
  );
}
