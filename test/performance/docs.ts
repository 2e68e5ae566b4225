import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { prices } from '../../bench/costs/month.ts';
import type { Cost } from '../../bench/measure/meter.ts';

export interface Row {
  readonly name: string;
  readonly cost: Cost;
}

/** A computed part of a document: its present text, and its correct text. UPDATE_DOCS=1 updates the document. */
export async function sectionInDocs(
  name: string,
  markdown: string,
  file = 'performance.md',
): Promise<{ written: string; counted: string }> {
  const document = new URL(`../../docs/${file}`, import.meta.url);
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const text = await readFile(document, 'utf8');
  const [before = '', rest = ''] = text.split(begin);
  const [written = '', after = ''] = rest.split(end);
  const options = await resolveConfig(document.pathname);
  const counted = await format(markdown, { ...options, parser: 'markdown' });
  if (process.env['UPDATE_DOCS'] !== '1') return { written: written.trim(), counted: counted.trim() };
  await writeFile(document, `${before}${begin}\n\n${counted}\n${end}${after}`);
  return { written: counted, counted };
}

/** For each row its DynamoDB requests, their units, and the price of a million. */
export function costTable(rows: readonly Row[]): string {
  const lines = rows.map(({ name, cost: { requests, readUnits, writeUnits } }) => {
    const dollars = writeUnits * prices.writeUnits + readUnits * prices.readUnits;
    return `| ${[name, summaryOf(requests), readUnits, writeUnits, dollars.toFixed(2)].join(' | ')} |`;
  });
  const head =
    '| operation | requests to DynamoDB | read units | write units | $ a million |\n|---|---|--:|--:|--:|';
  return `${head}\n${lines.join('\n')}\n`;
}

/** For example “2: GetItem, TransactWriteItems”. Repeated requests appear once, with their number. */
function summaryOf(requests: readonly string[]): string {
  const counts = [...Map.groupBy(requests, (request) => request)].map(([request, all]) =>
    all.length === 1 ? request : `${request} × ${all.length}`,
  );
  return `${requests.length}: ${counts.join(', ')}`;
}
