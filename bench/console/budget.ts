/** What the first page may weigh over the wire, in bytes, and how long it may take. */
export const budget = {
  scriptBytes: 300_000,
  styleBytes: 80_000,
  usableMs: 6_000,
  layoutShift: 0.02,
} as const;
