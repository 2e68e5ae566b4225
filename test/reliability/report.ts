import * as fc from 'fast-check';
import { runs, seed } from './effort.ts';

/** The report of fast-check on a failure, with what went wrong, or undefined. */
export function reportOf<T>(details: fc.RunDetails<T>): string | undefined {
  if (!details.failed) return undefined;
  const { errorInstance } = details;
  const error = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return `${fc.defaultReportMessage(details)}\n${error}`;
}

/** How a property fails for as many inputs as the effort says, or undefined. @param endOnFailure without shrinking */
export async function failureOf<T>(
  property: fc.IAsyncProperty<T>,
  numRuns: Parameters<typeof runs>[0],
  endOnFailure = false,
): Promise<string | undefined> {
  return reportOf(await fc.check(property, { seed, numRuns: runs(numRuns), endOnFailure }));
}
