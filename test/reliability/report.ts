import * as fc from 'fast-check';
import { runs, seed } from './effort.ts';

/** The report of fast-check on a failure, with what went wrong, or undefined. */
export function reportOf<T>(details: fc.RunDetails<T>): string | undefined {
  if (!details.failed) return undefined;
  const { errorInstance } = details;
  const error = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return `${fc.defaultReportMessage(details)}\n${error}`;
}

/** A property holds for as many inputs as the effort says. @param endOnFailure whether to report the first failure as it is */
export async function expectToHold<T>(
  property: fc.IAsyncProperty<T>,
  numRuns: Parameters<typeof runs>[0],
  endOnFailure = false,
): Promise<void> {
  const details = await fc.check(property, { seed, numRuns: runs(numRuns), endOnFailure });
  expect(reportOf(details)).toBeUndefined();
}
