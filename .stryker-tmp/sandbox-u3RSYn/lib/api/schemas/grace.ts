import * as z from 'zod/mini';

/** How long what was rotated works on, in seconds: unless the request says otherwise, and at most. */
const DEFAULT_SECONDS = 86_400;
const MAX_SECONDS = 604_800;

/** The field of a rotation that says how long. @param old what works on: “secret works” */
export const graceSeconds = (old: string) =>
  z._default(
    z
      .int()
      .check(z.minimum(0), z.maximum(MAX_SECONDS), z.describe(`How long the old ${old} as well, in seconds`)),
    DEFAULT_SECONDS,
  );
