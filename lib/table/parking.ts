import { Problem } from '../api/problem.ts';
import type { Context } from '../context.ts';
import type { ItemChange } from './stream/item-change.ts';

/** Stores changes that can't be handled, so that those after them on the stream can. */
export interface Parking {
  readonly park: (changes: readonly ItemChange[]) => Promise<void>;
}

/** Failures that a retry may fix, wherever they happen: the table was out of reach, too slow or too busy. */
const passes = (thrown: unknown): boolean =>
  thrown instanceof Problem && thrown.code === 'temporarily_unavailable';

/**
 * Handles changes together. When that fails for a lasting reason, it handles those of each partition separately: one
 * environment that can't be handled is parked and does not delay the others. So handling the same change twice must
 * do no harm. If there is no queue for parking, all of the changes are delivered again.
 */
export async function handleOrPark(
  changes: readonly ItemChange[],
  handle: (some: readonly ItemChange[]) => Promise<void>,
  { park, log }: Partial<Parking> & Pick<Context, 'log'>,
): Promise<void> {
  try {
    await handle(changes);
    return;
  } catch (thrown) {
    if (passes(thrown) || park === undefined) throw thrown;
  }
  for (const own of Map.groupBy(changes, ({ key }) => key.pk).values()) {
    try {
      await handle(own);
    } catch (thrown) {
      if (passes(thrown)) throw thrown;
      const { name, stack } = thrown instanceof Error ? thrown : { name: String(thrown), stack: undefined };
      log({
        level: 'error',
        message: 'changes parked',
        partition: own[0]?.key.pk,
        changes: own.length,
        error: name,
        stack,
      });
      await park(own);
    }
  }
}
