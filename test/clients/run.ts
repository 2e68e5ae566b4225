// npm run test:clients: generators of others make complete clients from openapi.json, and the clients make calls of a
// running Berth.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBerth } from '../../local/berth.ts';
import { cacheDirectory, fillOnce } from '../../local/dynamodb/cache.ts';
import { run } from '../../local/dynamodb/run.ts';
import { findPython, pythonWith } from '../setup/python.ts';
import { goClient } from './go-client.ts';
import { javaClient } from './java-client.ts';
import { ownClients } from './own.ts';
import { recipes } from './recipes.ts';
import { aScene } from './scene.ts';
import { webhookLibraries } from './webhooks.ts';
import { storms } from './storms.ts';

const at = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const DOCUMENT = at('../../openapi.json');

const berth = await startBerth({ port: 0, ephemeral: true, empty: true, log: () => {} });
try {
  await typescript();
  console.log('TypeScript: openapi-typescript made a client, and it works.');
  const python = findPython();
  if (python === undefined) throw new Error('There is no Python 3.10 or newer with venv.');
  const withTools = await pythonWith(python, 'clients', at('requirements.txt'));
  await pythonClient(withTools);
  console.log('Python: openapi-python-client made a client, and it works.');
  if (isThere('go', 'version')) {
    await goClient(DOCUMENT, berth.origin, await tokenOf('go@example.com'));
    console.log('Go: oapi-codegen made a client, and it works.');
  } else console.log('Go: left out, as it is not on this machine.');
  if (isThere('javac', '-version') && isThere('mvn', '-version')) {
    await javaClient(DOCUMENT, berth.origin, await tokenOf('java@example.com'));
    console.log('Java: OpenAPI Generator made a client, and it works.');
  } else console.log('Java: left out, as javac or mvn is not on this machine.');
  await webhookLibraries(await aScene(berth.origin, 1), withTools);
  console.log('Webhooks: the libraries of Standard Webhooks for TypeScript and Python verify deliveries.');
  await ownClients(berth.origin, withTools);
  const played = await storms(berth.origin, withTools);
  console.log(`Storms: in ${played} cases no slot was lost, and each holder that lost a lease was told.`);
  await recipes(berth.origin, withTools);
} finally {
  await berth.stop();
}

function isThere(tool: string, ask: string): boolean {
  return spawnSync(tool, [ask]).status === 0;
}

async function typescript(): Promise<void> {
  const lock = await readFile(at('package-lock.json'));
  const version = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const installed = await fillOnce(
    join(cacheDirectory(), `clients-typescript-${version}`),
    async (folder) => {
      for (const file of ['package.json', 'package-lock.json']) await copyFile(at(file), join(folder, file));
      await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder });
    },
  );
  const folder = await mkdtemp(join(installed, 'client-'));
  const tool = (name: string) => join(installed, 'node_modules', name);
  try {
    await run(process.execPath, [
      tool('openapi-typescript/bin/cli.js'),
      DOCUMENT,
      '-o',
      join(folder, 'berth.d.ts'),
    ]);
    await copyFile(at('calls.ts'), join(folder, 'calls.ts'));
    const strict =
      '--noEmit --strict --skipLibCheck --module nodenext --target es2024 --allowImportingTsExtensions';
    // The types of Node are the project's own.
    const types = ['--types', 'node', '--typeRoots', at('../../node_modules/@types')];
    await run(process.execPath, [
      tool('typescript/bin/tsc'),
      ...strict.split(' '),
      ...types,
      join(folder, 'calls.ts'),
    ]);
    await run(process.execPath, [
      join(folder, 'calls.ts'),
      berth.origin,
      await tokenOf('typescript@example.com'),
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function pythonClient(python: string): Promise<void> {
  const folder = await mkdtemp(join(cacheDirectory(), 'client-python-'));
  // The generator formats its code with ruff, which it looks for on the PATH.
  process.env['PATH'] = [dirname(python), process.env['PATH']].join(delimiter);
  try {
    const client = join(folder, 'client');
    const options = [
      'generate',
      '--path',
      DOCUMENT,
      '--output-path',
      client,
      '--config',
      at('openapi-python-client.yml'),
    ];
    const said = await run(python, ['-m', 'openapi_python_client', ...options]);
    if (/warning/i.test(said)) throw new Error(`openapi-python-client left something out:\n${said}`);
    await cp(at('calls.py'), join(client, 'calls.py'));
    await run(python, [join(client, 'calls.py'), berth.origin, await tokenOf('python@example.com')]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function tokenOf(email: string): Promise<string> {
  const answer = await fetch(`${berth.origin}/_local/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email }),
  });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}
