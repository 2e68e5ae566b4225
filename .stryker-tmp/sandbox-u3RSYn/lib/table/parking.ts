import { Problem } from '../api/problem.ts';
import type { Context } from '../context.ts';
import type { ItemChange } from './stream/item-change.ts';

/** Takes changes that can't be dealt with, so that those behind them on the stream can. */
export interface Parking {
  readonly park: (changes: readonly ItemChange[]) => Promise<void>;
}

/** What another try may make good, wherever it fails: the table was out of reach, too slow or too busy. */
const passes = (thrown: unknown): boolean =>
  thrown instanceof Problem && thrown.code === 'temporarily_unavailable';

/**
 * Handles changes together. When that fails by something that does not pass, those of each partition by themselves: one
 * environment that can't be dealt with is parked and does not hold up the others. So handling must bear being done again.
 * Without a place to park them, all of them are told again.
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
