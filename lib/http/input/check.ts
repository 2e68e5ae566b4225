import type * as z from 'zod/mini';
import type { FieldError } from '../../api/operation.ts';
import { messageOf } from './messages.ts';

/** How many errors a problem document lists at most. */
export const MAX_ERRORS = 10;

/** Checks a value against a schema: returns the parsed value, or its errors. */
export function check(
  schema: z.ZodMiniType,
  value: unknown,
): { readonly value: unknown } | { readonly errors: FieldError[] } {
  const parsed = schema.safeParse(value, { error: messageOf });
  if (parsed.success) return { value: parsed.data };
  const errors = parsed.error.issues.flatMap((issue) => {
    const at = issue.path.map(String);
    // One entry for each unknown field, so that a form can show each at its field.
    const paths =
      issue.code === 'unrecognized_keys'
        ? issue.keys.slice(0, MAX_ERRORS).map((key) => [...at, key.slice(0, 100)])
        : [at];
    return paths.map((path) => ({ path: path.join('.'), message: issue.message }));
  });
  return { errors };
}
