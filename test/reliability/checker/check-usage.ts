import type { Item } from '../../../lib/table/table.ts';
import type { EnvironmentContent, RawRecord, TableContent } from './items.ts';

/** The figures that are counted together with records, under the letter that they are stored under. */
const counted: Readonly<Record<string, (records: readonly RawRecord[]) => number>> = {
  s: (records) => records.length,
  x: (records) => records.filter(({ outcome }) => outcome === 'expired').length,
  d: (records) =>
    records.reduce((sum, { startedAt, endedAt }) => sum + Date.parse(endedAt) - Date.parse(startedAt), 0),
};

/**
 * The counts of ended calls, by the hour of their start, are the sums of their records, as long as the environment is not
 * being purged. Then they are kept with the account, for as long as they would have been.
 */
export function checkUsage(content: TableContent): string[] {
  const leaving = new Set(
    [...content.accounts.values()]
      .flatMap(({ environments }) => environments)
      .filter(({ status, restorableUntil }) => status === 'deleted' && restorableUntil === undefined)
      .map(({ id }) => id),
  );
  return [
    ...[...content.environments]
      .filter(([id]) => !leaving.has(id))
      .flatMap(([id, environment]) => checkHours(id, environment)),
    ...[...content.purgedUsage].flatMap(([account, days]) =>
      [...days].flatMap(([day, row]) => checkKept(account, day, row)),
    ),
  ];
}

const KEPT_DAYS = 400;

function checkKept(account: string, day: string, row: Item): string[] {
  const kept = Date.parse(day) / 1000 + (1 + KEPT_DAYS) * 24 * 3600;
  const strange = Object.keys(row).filter((name) => !/^([sxdrp]\d\d|pk|sk|ttl|version)$/.test(name));
  return [
    ...(row['ttl'] === kept
      ? []
      : [`account ${account}: the usage of ${day} is kept until ${String(row['ttl'])}, not ${kept}`]),
    ...strange.map((name) => `account ${account}: the usage of ${day} has a ${name}`),
  ];
}

/**
 * What an account was used for, wherever it is kept: by its environments and by day, each figure in the unit that it is
 * stored in. Purges don't change it.
 * @param ofAccount all environments that the account ever had
 */
export function usageKept(content: TableContent, account: string, ofAccount: readonly string[]): Item {
  const sum: Record<string, number> = {};
  const rows = [
    ...(content.purgedUsage.get(account) ?? []),
    ...ofAccount.flatMap((id) => [...(content.environments.get(id)?.usage ?? [])]),
  ];
  for (const [day, row] of rows)
    for (const [name, figure] of Object.entries(row)) {
      if (!/^[sxdrp]\d\d$/.test(name)) continue;
      const [place, standing, value] = [`${day} ${name}`, sum[`${day} ${name}`] ?? 0, Number(figure)];
      sum[place] = name.startsWith('p') ? Math.max(standing, value) : standing + value;
    }
  return sum;
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
