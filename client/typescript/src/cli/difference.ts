import type { Kept } from './standing.ts';

interface Pair<Entry> {
  readonly wanted: Entry;
  /** Its position in the file's list. */
  readonly index: number;
  /** Undefined for something to be created. */
  readonly kept: Kept<Entry> | undefined;
}

/** Pairs what the file wants with what exists: the first of a key with the first, the second with the second. */
export function matched<Entry>(
  wanted: readonly Entry[],
  kept: readonly Kept<Entry>[],
  keyOf: (entry: Entry) => string,
): { readonly pairs: readonly Pair<Entry>[]; readonly rest: readonly Kept<Entry>[] } {
  const rest = kept.map((one) => ({ key: keyOf(one.entry), one }));
  const pairs = wanted.map((entry, index) => {
    const key = keyOf(entry);
    const at = rest.findIndex((other) => other.key === key);
    return { wanted: entry, index, kept: at < 0 ? undefined : rest.splice(at, 1)[0]?.one };
  });
  return { pairs, rest: rest.map(({ one }) => one) };
}

/** The wanted fields that differ. */
export function difference<Entry extends object>(wanted: Entry, standing: Required<Entry>): Partial<Entry> {
  const differs = ([field, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(standing[field as keyof Entry]);
  return Object.fromEntries(Object.entries(wanted).filter(differs)) as Partial<Entry>;
}

export const isEmpty = (fields: object): boolean => Object.keys(fields).length === 0;

/**
 * A difference for people: `paused false → true, prompt (1204 → 1310 characters)`.
 * @param standing undefined for something that does not exist yet
 */
export function told<Entry extends object>(
  changes: Partial<Entry>,
  standing: Required<Entry> | undefined,
): string {
  return Object.entries(changes)
    .map(([field, value]) => {
      if (standing === undefined) return `${field} ${shown(value)}`;
      const before: unknown = standing[field as keyof Entry];
      if (isLong(before) || isLong(value))
        return `${field} (${String(before).length} → ${String(value).length} characters)`;
      return `${field} ${shown(before)} → ${shown(value)}`;
    })
    .join(', ');
}

const LONGEST_SHOWN = 64;

const isLong = (value: unknown): boolean =>
  typeof value === 'string' && (value.length > LONGEST_SHOWN || value.includes('\n'));

function shown(value: unknown): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
}
