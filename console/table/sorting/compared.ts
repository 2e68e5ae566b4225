const order = new Intl.Collator('en', { numeric: true });

/**
 * Which of two items comes first by a field: numbers by size, texts in the order of the language, empty values first.
 */
export function compared<Item>(one: Item, other: Item, by: string): number {
  const [a, b] = [one[by as keyof Item], other[by as keyof Item]];
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return order.compare(String(a ?? ''), String(b ?? ''));
}
