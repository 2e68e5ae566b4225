// Part of npm run test:clients: oapi-codegen generates a client from openapi.json, which compiles and works.
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDirectory } from '../../local/dynamodb/cache.ts';
import { run } from '../../local/dynamodb/run.ts';

/** @throws Error with the output of the generator, the compiler or the client */
export async function goClient(document: string, origin: string, token: string): Promise<void> {
  const folder = await mkdtemp(join(cacheDirectory(), 'client-go-'));
  const go = (...words: string[]) => run('go', words, { cwd: folder });
  try {
    await cp(fileURLToPath(new URL('go', import.meta.url)), folder, { recursive: true });
    await mkdir(join(folder, 'berth'));
    await go('tool', 'oapi-codegen', '-config', 'oapi-codegen.yml', document);
    await go('run', '.', origin, token);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
