import * as z from 'zod/mini';

/** How long a rotated key or secret keeps working, in seconds: the default, and the maximum. */
const DEFAULT_SECONDS = 86_400;
const MAX_SECONDS = 604_800;

/** The field of a rotation for that time. @param old what keeps working: “secret works” */
export const graceSeconds = (old: string) =>
  z._default(
    z
      .int()
      .check(z.minimum(0), z.maximum(MAX_SECONDS), z.describe(`How long the old ${old} as well, in seconds`)),
    DEFAULT_SECONDS,
  );
