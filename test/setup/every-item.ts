interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** All items of a list, page by page. @param limit the most that a page may have */
export async function everyItem<T>(
  limit: number,
  list: (query: { limit: number; cursor?: string }) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await list({ limit, ...(cursor !== null && { cursor }) });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}
