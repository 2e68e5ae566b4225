import * as fc from 'fast-check';

/** What fast-check has to say of a failure, with what went wrong; undefined when nothing did. */
export function reportOf<T>(details: fc.RunDetails<T>): string | undefined {
  if (!details.failed) return undefined;
  const { errorInstance } = details;
  const error = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return `${fc.defaultReportMessage(details)}\n${error}`;
}
