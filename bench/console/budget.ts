/**
 * What the first page may weigh over the wire, in bytes, and how long it may take. The weights are the present ones and a
 * little more. React, its router, the sign-in and Cloudscape's shell and table are most of it (docs/performance.md).
 */
export const budget = {
  scriptBytes: 360_000,
  styleBytes: 80_000,
  usableMs: 6_000,
  layoutShift: 0.02,
} as const;
