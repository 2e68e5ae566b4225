// npm run openapi: writes openapi.json. With --check: says whether the committed one is what the route table gives.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openApiDocument } from './document.ts';

const { values, positionals } = parseArgs({
  options: { check: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [file = fileURLToPath(new URL('../../openapi.json', import.meta.url))] = positionals;
const fresh = `${JSON.stringify(openApiDocument(), null, 2)}\n`;

if (!values.check) {
  await writeFile(file, fresh);
} else if ((await readFile(file, 'utf8').catch(() => '')) !== fresh) {
  console.error(`${file} is not what the route table gives: run "npm run openapi" and commit it.`);
  process.exitCode = 1;
}
