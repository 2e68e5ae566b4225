// npm run openapi: writes openapi.json and the generated parts of the clients. With --check: fails when the committed
// ones differ from the route table.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { pythonOperations, pythonTypes } from '../clients/python.ts';
import { typescriptRoutes, typescriptTypes } from '../clients/typescript.ts';
import { openApiDocument } from './document.ts';
import { eventsSchema } from './events.ts';

const { values, positionals } = parseArgs({
  options: { check: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const [file = at('openapi.json')] = positionals;

const document = openApiDocument();
await written(file, `${JSON.stringify(document, null, 2)}\n`);
if (positionals.length === 0) {
  await written(at('events.schema.json'), `${JSON.stringify(eventsSchema(), null, 2)}\n`);
  const typescript = at('client/typescript/src/management/');
  await written(`${typescript}types.ts`, await pretty(typescriptTypes(document)));
  await written(`${typescript}routes.ts`, await pretty(typescriptRoutes(document)));
  const python = at('client/python/src/berth/management/');
  await written(`${python}types.py`, pythonTypes(document));
  await written(`${python}_operations.py`, pythonOperations(document, 'sync'));
  await written(`${python}_async_operations.py`, pythonOperations(document, 'async'));
}

async function written(path: string, fresh: string): Promise<void> {
  if (!values.check) return writeFile(path, fresh);
  if ((await readFile(path, 'utf8').catch(() => '')) === fresh) return;
  console.error(`${path} differs from the route table: run "npm run openapi" and commit it.`);
  process.exitCode = 1;
}

async function pretty(text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(file)), parser: 'typescript' });
}
