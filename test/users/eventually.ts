import type { Follower } from '../../local/streams/follow.ts';

const PATIENCE_MS = 30_000;

/**
 * Returns what `look` finds as soon as it finds something. It looks again whenever the stream has been read.
 * @throws Error when it has found nothing for too long
 */
export async function eventually<Found>(
  look: () => Found | undefined,
  stream: Pick<Follower, 'settled'>,
): Promise<Found> {
  for (const giveUpAt = Date.now() + PATIENCE_MS; Date.now() < giveUpAt; await stream.settled()) {
    const found = look();
    if (found !== undefined) return found;
  }
  throw new Error(`Nothing was found within ${PATIENCE_MS} ms`);
}
