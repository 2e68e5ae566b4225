import type * as z from 'zod/mini';

/** A problem's status and title, and its fields beyond RFC 9457's. */
export interface ProblemRow {
  readonly status: number;
  readonly title: string;
  /** What the caller can do about it, where the title does not already say so. */
  readonly remedy?: string;
  readonly extras?: Record<string, z.ZodMiniType>;
}
