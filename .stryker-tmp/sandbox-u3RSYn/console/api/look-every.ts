/** How soon one sees what others have done, in milliseconds: how long it is from one look to the next. */
export const lookEvery = {
  /** Calls come and go: this is as live as one can read. */
  calls: 2_000,
  /** The hour that runs is still growing. */
  usage: 10_000,
  /** What people and programs edit. */
  edits: 15_000,
  /** What takes many requests to know. */
  summaries: 60_000,
} as const;
