/** The intervals at which pages reload their data, in milliseconds. */
export const lookEvery = {
  /** Calls come and go: as live as one can read. */
  calls: 2_000,
  /** The current hour is still growing. */
  usage: 10_000,
  /** What people and programs edit. */
  edits: 15_000,
  /** What takes many requests to load. */
  summaries: 60_000,
} as const;
