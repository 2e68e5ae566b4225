import { BerthProblem } from '../problem.ts';

/** Nothing is done, for the reason in its message. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** What went wrong, for people: with the fields that Berth refused, if there are any. */
export function reasonOf(thrown: unknown): string {
  if (thrown instanceof Refusal) return thrown.message;
  const errors = thrown instanceof BerthProblem ? thrown.problem['errors'] : undefined;
  const fields = Array.isArray(errors) ? (errors as { path: string; message: string }[]) : [];
  return [String(thrown), ...fields.map(({ path, message }) => `${path} ${message}`)].join('\n  ');
}
