import { Problem } from '../../api/problem.ts';

/** The content of a line, or the error in its form. */
export type ReadLine = { readonly line: number } & (
  { readonly content: unknown } | { readonly error: string }
);

/** The refusal of the whole file because of one of its lines. */
export function refused(line: number | undefined, message: string): Problem {
  const [subject, path] = line === undefined ? ['The body', ''] : [`Line ${line}`, String(line)];
  return new Problem('invalid_input', {
    detail: `${subject} ${message}. Nothing was changed.`,
    errors: [{ path, message }],
    errorCount: 1,
  });
}
