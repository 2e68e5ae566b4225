/** What `look` finds once it finds something: until then it looks again each time that `next` resolves. */
export async function eventually<Found>(
  look: () => Found | undefined,
  next: () => Promise<void>,
): Promise<Found> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await next();
  }
}
