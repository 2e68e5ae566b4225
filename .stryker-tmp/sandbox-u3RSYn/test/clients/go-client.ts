// Part of npm run test:clients: oapi-codegen makes a client of openapi.json, which compiles and works.
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDirectory } from '../../local/dynamodb/cache.ts';
import { run } from '../../local/dynamodb/run.ts';

/** @throws Error with what the generator, the compiler or the client said */
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
