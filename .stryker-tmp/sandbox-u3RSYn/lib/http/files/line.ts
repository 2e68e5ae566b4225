import { Problem } from '../../api/problem.ts';

/** What stands in a line, or what is wrong with its form. */
export type ReadLine = { readonly line: number } & (
  { readonly content: unknown } | { readonly error: string }
);

/** A refusal of the whole file, for what stands on one of its lines. */
export function refused(line: number | undefined, message: string): Problem {
  const [subject, path] = line === undefined ? ['The body', ''] : [`Line ${line}`, String(line)];
  return new Problem('invalid_input', {
    detail: `${subject} ${message}. Nothing was changed.`,
    errors: [{ path, message }],
    errorCount: 1,
  });
}
