import type * as z from 'zod/mini';

/** What there is to know of a problem, and its fields beyond RFC 9457's. */
export interface ProblemRow {
  readonly status: number;
  readonly title: string;
  /** What one can do about it, where the title does not say it already. */
  readonly remedy?: string;
  readonly extras?: Record<string, z.ZodMiniType>;
}
