/**
 * The end of a call: `i` its id, `r` the reason that was given, `b` by whom if not by its holder. `e0` has the time.
 */
export interface StoredEnd {
  readonly i: string;
  readonly r?: string;
  readonly b?: 'admin';
}

/**
 * When the last calls were ended, the latest first, in hundredths of a second. The Retry-After of a refused start is
 * computed from them.
 */
export interface PastEnds {
  readonly e0?: number;
  readonly e1?: number;
  readonly e2?: number;
}

/** How many of the last ends are kept. */
export const ENDS = 3;

/** Represents an end that has not happened. */
export const NEVER_ENDED = 0;

/**
 * Assignments that note an end `:at`, and shift the earlier ones by one.
 * @param path of a gate or a cap: '' or 'c.#cap.'
 */
export const noteEnd = (path: string): string[] => [
  `${path}e0 = :at`,
  ...Array.from(
    { length: ENDS - 1 },
    (_, index) => `${path}e${index + 1} = if_not_exists(${path}e${index}, :never)`,
  ),
];
