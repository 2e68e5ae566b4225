import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type RawItem = Readonly<Record<string, AttributeValue>>;

const bytes = (text: string): number => Buffer.byteLength(text);

/** The size of an item as DynamoDB counts it, in bytes. Source: “DynamoDB item sizes and formats” in its developer guide. */
export function itemSize(item: RawItem): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + bytes(name) + valueSize(value), 0);
}

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return bytes(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.BOOL !== undefined || value.NULL !== undefined) return 1;
  if (value.SS !== undefined) return value.SS.reduce((sum, member) => sum + bytes(member), 0);
  // Three bytes for a map or list, and one for each of its elements.
  if (value.L !== undefined) return value.L.reduce((sum, inner) => sum + 1 + valueSize(inner), 3);
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemSize(value.M);
  throw new Error(`No item of Berth has a ${Object.keys(value).join()}`);
}

/** One byte for two significant digits, one more, and one for a sign. */
function numberSize(written: string): number {
  const digits = written.replaceAll(/[^\d]/g, '').replace(/^0+/, '').replace(/0+$/, '');
  return Math.ceil(digits.length / 2) + 1 + (written.startsWith('-') ? 1 : 0);
}

/** The cost of writing an item, from its size before and after. @param sizes in bytes */
export const writeUnits = (...sizes: readonly number[]): number =>
  Math.max(1, Math.ceil(Math.max(...sizes) / 1024));

/** The cost of a strongly consistent read of this many bytes. */
export const readUnits = (size: number): number => Math.max(1, Math.ceil(size / 4096));
