import type { Follower } from '../../local/streams/follow.ts';

/** What `look` finds once it finds something, looking again each time that the stream has been gone through. */
export async function eventually<Found>(
  look: () => Found | undefined,
  stream: Pick<Follower, 'settled'>,
): Promise<Found> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await stream.settled();
  }
}
