// Part of npm run test:clients: the hooks as the READMEs show them, recorded by OpenTelemetry's own SDK.
import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../local/dynamodb/run.ts';
import { doorTo } from './door.ts';
import { inEmptyFolder, installedFrom, installPacked } from './packages.ts';
import type { Scene } from './scene.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const client = (path: string) => at(`../../client/${path}`);

/**
 * @param aScene makes one with one slot
 * @param python with everything in requirements.txt
 * @throws Error when one of the examples no longer runs, or does not record what happens
 */
export async function hooks(aScene: () => Promise<Scene>, python: string): Promise<void> {
  const installed = await installedFrom('hooks');
  const folder = await mkdtemp(join(installed, 'client-'));
  try {
    await installPacked(folder);
    const begin =
      "import { berthClient } from 'berth-client';\nconst [origin, apiKey] = process.argv.slice(2);\n";
    const example = await readmeExample('typescript', 'js');
    await writeFile(join(folder, 'example.js'), `${begin}${example}\nexport { berth };\n`);
    for (const file of ['recorded.js', 'calls.js']) await copyFile(at(`hooks/${file}`), join(folder, file));
    await tells(process.execPath, join(folder, 'calls.js'), await aScene());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  await inEmptyFolder(async (empty) => {
    const begin = 'import sys\n\norigin, api_key = sys.argv[1:3]\n';
    await writeFile(join(empty, 'example.py'), begin + (await readmeExample('python', 'python')));
    for (const file of ['recorded.py', 'calls.py']) await copyFile(at(`hooks/${file}`), join(empty, file));
    await tells(python, join(empty, 'calls.py'), await aScene(), { PYTHONPATH: client('python/src') });
  });
}

/** The example of OpenTelemetry in the README of a client. */
async function readmeExample(name: string, language: string): Promise<string> {
  const readme = await readFile(client(`${name}/README.md`), 'utf8');
  const [example, ...others] = [...readme.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))]
    .map(([, code = '']) => code)
    .filter((code) => code.includes('opentelemetry'));
  if (example === undefined || others.length > 0)
    throw new Error(`The README of ${name} has not one example.`);
  return example;
}

async function tells(
  executable: string,
  program: string,
  { origin, key, token, accountId, environmentId }: Scene,
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const door = await doorTo(origin);
  try {
    const words = [program, door.origin, key, token, accountId, environmentId];
    const said = await run(executable, words, { env: { ...process.env, ...env } });
    const { traceId, during, after } = JSON.parse(said) as Said;
    assert.equal(during['berth.calls'], 1);
    const {
      'berth.request.duration 429': refused = 0,
      'berth.request.duration 200': beats = 0,
      ...told
    } = after;
    assert.ok(refused > 0 && beats > 0);
    assert.deepEqual(told, {
      'berth.calls': 0,
      'berth.calls.lost': 1,
      'berth.call.wait': 2,
      'berth.request.duration 201': 2,
      'berth.request.duration 204': 1,
    });
    // The first start belongs to the trace of its caller.
    const [start] = door.asked;
    assert.equal(start?.request, 'POST /v1/calls');
    assert.ok(String(start.traceparent).includes(traceId));
  } finally {
    door.close();
  }
}

interface Said {
  readonly traceId: string;
  readonly during: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
}
