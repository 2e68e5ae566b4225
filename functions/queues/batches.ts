/**
 * Cuts a list into batches that fit into one request: limited in the number of their entries and in their total bytes.
 */
export function batches<Entry>(
  entries: readonly Entry[],
  { most, bytes, sizeOf }: { most: number; bytes: number; sizeOf: (entry: Entry) => number },
): Entry[][] {
  const made: Entry[][] = [];
  let room = 0;
  for (const entry of entries) {
    const size = sizeOf(entry);
    const last = made.at(-1);
    if (last === undefined || last.length === most || size > room) {
      made.push([entry]);
      room = bytes - size;
    } else {
      last.push(entry);
      room -= size;
    }
  }
  return made;
}
