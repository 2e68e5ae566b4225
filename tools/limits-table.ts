import { limits } from '../lib/api/limits.ts';

/** The limits of the product for people to read, as a table in Markdown. */
export function limitsTable(): string {
  const rows = Object.entries(limits).map(
    ([name, { max, of, refusal }]) =>
      `| \`${name}\` | ${max.toLocaleString('en-US')} | ${of} | \`${refusal}\` |`,
  );
  return ['| limit | value | of what | refused as |', '|---|--:|---|---|', ...rows].join('\n');
}
