/** The intervals at which pages reload their data, in milliseconds. */
export const lookEvery = {
  /** Calls start and end all the time: as often as a person can read. */
  calls: 2_000,
  /** The current hour is still growing. */
  usage: 10_000,
  /** Data that people and programs edit. */
  edits: 15_000,
  /** Data that takes many requests to load. */
  summaries: 60_000,
} as const;
