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
  const { issues } = parsed.error;
  const placeOf = ({ path }: { path: readonly PropertyKey[] }) => path.map(String).join('.');
  const ofAnotherKind = new Set(issues.filter(({ code }) => code === 'invalid_type').map(placeOf));
  // A text where a list is expected also has too many “items”.
  const telling = issues.filter(
    (issue) => issue.code === 'invalid_type' || !ofAnotherKind.has(placeOf(issue)),
  );
  const errors = telling.flatMap((issue) => {
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
