// Part of npm run test:clients: the packed TypeScript client, in each runtime that it supports.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFile, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { run } from '../../local/dynamodb/run.ts';
import { inEmptyFolder, installedFrom, installPacked } from './packages.ts';
import type { Scene } from './scene.ts';

const at = (file: string) => fileURLToPath(new URL(`runtimes/${file}`, import.meta.url));

/** What each runtime must request from Berth. */
const ASKED = [
  'POST /v1/calls 201',
  'POST /v1/calls 201',
  'POST /v1/calls/heartbeats 200',
  'DELETE /v1/calls/{id}?reason=completed 204',
  'DELETE /v1/calls/{id}?reason=no_answer 204',
  'GET /v1/concurrency 200',
];

/**
 * @param aScene makes one with two slots
 * @returns the names and versions of the runtimes in which the package works
 * @throws Error with the output of a runtime in which it does not
 */
export async function runtimes(aScene: () => Promise<Scene>): Promise<string> {
  const installed = await installedFrom('runtimes');
  const tool = (name: string) => join(installed, 'node_modules/.bin', name);
  const names: string[] = [];
  await inEmptyFolder(async (folder) => {
    await installPacked(folder);
    for (const file of ['calls.js', 'process.js', 'worker.js', 'edge.js', 'workerd.capnp'])
      await copyFile(at(file), join(folder, file));
    const program = async (executable: string, words: string[]) => {
      const { origin, key } = await aScene();
      return run(executable, [...words, origin, key], { cwd: folder });
    };
    const bundled = async (name: string, format: 'esm' | 'iife') => {
      const outfile = join(folder, `${name}.bundle.js`);
      await build({ entryPoints: [join(folder, `${name}.js`)], outfile, bundle: true, format });
      return readFile(outfile, 'utf8');
    };
    const edgeRuntime = findEdgeRuntime(installed);
    const inRuntime: Readonly<Record<string, () => Promise<string>>> = {
      [`Node ${process.version}`]: () => program(process.execPath, ['process.js']),
      [`Node ${await run(tool('node'), ['--version'])}`]: () => program(tool('node'), ['process.js']),
      [`Bun ${await run(tool('bun'), ['--version'])}`]: () => program(tool('bun'), ['process.js']),
      [await run(tool('deno'), ['--version'])]: () =>
        program(tool('deno'), ['run', '--allow-net=127.0.0.1', 'process.js']),
      [await run(tool('workerd'), ['--version'])]: async () => {
        await bundled('worker', 'esm');
        return inWorkerd(tool('workerd'), join(folder, 'workerd.capnp'), await aScene());
      },
      [`edge-runtime ${edgeRuntime.version}`]: async () =>
        inEdgeRuntime(edgeRuntime, await bundled('edge', 'iife'), await aScene()),
    };
    for (const [said, works] of Object.entries(inRuntime)) {
      const [name = ''] = said.split('\n');
      const output = await works();
      try {
        assert.deepEqual(JSON.parse(output), ASKED);
      } catch (cause) {
        throw new Error(`${name} said:\n${output}`, { cause });
      }
      names.push(name.replace(/ \(.*/, ''));
    }
  });
  return names.join(', ');
}

/** It reports its port on a pipe of its own. */
async function inWorkerd(executable: string, config: string, { origin, key }: Scene): Promise<string> {
  const stdio = ['ignore', 'inherit', 'inherit', 'pipe'] as const;
  const child = spawn(executable, ['serve', '--control-fd=3', config], { stdio: [...stdio] });
  try {
    const [line] = (await once(createInterface(child.stdio[3] as Readable), 'line')) as [string];
    const { port } = JSON.parse(line) as { port: number };
    const query = new URLSearchParams({ origin, key });
    const answer = await fetch(`http://127.0.0.1:${port}/?${query.toString()}`);
    return await answer.text();
  } finally {
    child.kill();
  }
}

/** The part of Vercel's runtime that is needed. It runs within this process, with globals of its own. */
interface EdgeRuntime {
  readonly version: string;
  readonly EdgeRuntime: new (options: { initialCode: string }) => {
    dispatchFetch(url: string): Promise<Response>;
  };
}

function findEdgeRuntime(installed: string): EdgeRuntime {
  const require = createRequire(join(installed, 'package.json'));
  const { version } = require('edge-runtime/package.json') as EdgeRuntime;
  return { ...(require('edge-runtime') as EdgeRuntime), version };
}

async function inEdgeRuntime(
  { EdgeRuntime }: EdgeRuntime,
  initialCode: string,
  { origin, key }: Scene,
): Promise<string> {
  const query = new URLSearchParams({ origin, key });
  const answer = await new EdgeRuntime({ initialCode }).dispatchFetch(
    `http://127.0.0.1/?${query.toString()}`,
  );
  return answer.text();
}
