import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import type { Cost } from '../../bench/measure/meter.ts';

export interface Row {
  readonly name: string;
  readonly cost: Cost;
}

const document = new URL('../../docs/performance.md', import.meta.url);
const BEGIN = '<!-- counted: begin (UPDATE_DOCS=1 npm test -- performance writes it) -->';
const END = '<!-- counted: end -->';

/** List prices of the US East region, in dollars for a million units on demand. */
const DOLLARS = { writeUnit: 0.625, readUnit: 0.125 };

/** The table as it stands in the document, and as it is now; with UPDATE_DOCS=1 the document is brought up to date. */
export async function tableInDocs(rows: readonly Row[]): Promise<{ written: string; counted: string }> {
  const text = await readFile(document, 'utf8');
  const [before = '', rest = ''] = text.split(BEGIN);
  const [written = '', after = ''] = rest.split(END);
  const options = await resolveConfig(document.pathname);
  const counted = await format(asMarkdown(rows), { ...options, parser: 'markdown' });
  if (process.env['UPDATE_DOCS'] === '1') {
    await writeFile(document, `${before}${BEGIN}\n\n${counted}\n${END}${after}`);
    return { written: counted, counted };
  }
  return { written: written.trim(), counted: counted.trim() };
}

function asMarkdown(rows: readonly Row[]): string {
  const lines = rows.map(({ name, cost: { requests, readUnits, writeUnits } }) => {
    const dollars = writeUnits * DOLLARS.writeUnit + readUnits * DOLLARS.readUnit;
    const cells = [name, summaryOf(requests), readUnits, writeUnits, dollars.toFixed(2)];
    return `| ${cells.join(' | ')} |`;
  });
  const head =
    '| operation | requests to DynamoDB | read units | write units | $ a million |\n|---|---|--:|--:|--:|';
  return `${head}\n${lines.join('\n')}\n`;
}

/** For example “2: GetItem, TransactWriteItems”; the same one again and again once, with how often. */
function summaryOf(requests: readonly string[]): string {
  const counts = [...Map.groupBy(requests, (request) => request)].map(([request, all]) =>
    all.length === 1 ? request : `${request} × ${all.length}`,
  );
  return `${requests.length}: ${counts.join(', ')}`;
}
