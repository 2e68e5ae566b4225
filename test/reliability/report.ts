import * as fc from 'fast-check';

/** The report of fast-check on a failure, with what went wrong, or undefined. */
export function reportOf<T>(details: fc.RunDetails<T>): string | undefined {
  if (!details.failed) return undefined;
  const { errorInstance } = details;
  const error = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return `${fc.defaultReportMessage(details)}\n${error}`;
}
