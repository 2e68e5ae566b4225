import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { FunctionName } from '../../cdk/functions.ts';
import { freePort } from '../../bench/world/free-port.ts';
import type { RuntimeTools } from './tools.ts';

const preloaded = ['rapid-client.cjs', '../deploy/keys-from-emulator.cjs'].map((file) =>
  fileURLToPath(new URL(file, import.meta.url)),
);
const START_MS = 30_000;

const running = new Set<number>();
process.once('exit', () => running.forEach(kill));

function kill(group: number): void {
  running.delete(group);
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // It had ended by itself.
  }
}

/** A function in Lambda's runtime, as it is deployed. */
export interface RunningFunction {
  /** Its answer to an event. @throws Error with what it threw, or with all its output when it did not load */
  readonly invoke: (event: unknown) => Promise<any>; // oxlint-disable-line typescript/no-explicit-any -- each has its own
  /** All its output so far. */
  readonly said: () => string;
  readonly stop: () => Promise<void>;
}

/** Starts a function's bundle, which loads with its first event. */
export async function startFunction(
  name: FunctionName,
  {
    tools,
    bundles,
    environment,
  }: { tools: RuntimeTools; bundles: string; environment: Readonly<Record<string, string>> },
): Promise<RunningFunction> {
  const [front, back] = [await freePort(), await freePort()];
  const addresses = [
    `--runtime-interface-emulator-address=127.0.0.1:${front}`,
    `--runtime-api-address=127.0.0.1:${back}`,
  ];
  const child = spawn(tools.emulator, [...addresses, process.execPath, tools.runtime, 'index.handler'], {
    cwd: join(bundles, name),
    // The runtime is a child process of its own, so both are in a group that can be ended at once.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...environment,
      PATH: process.env['PATH'],
      LAMBDA_TASK_ROOT: join(bundles, name),
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_TIMEOUT: '60',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      NODE_OPTIONS: preloaded.map((file) => `--require "${file}"`).join(' '),
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  running.add(child.pid as number);
  const url = `http://127.0.0.1:${front}/2015-03-31/functions/function/invocations`;
  return {
    said: () => output,
    async invoke(event) {
      const answer = await untilItListens(() => fetch(url, { method: 'POST', body: JSON.stringify(event) }));
      const text = await answer.text();
      const result = text === '' ? undefined : (JSON.parse(text) as { errorType?: string } | null);
      if (answer.status !== 200 || result?.errorType !== undefined)
        throw new Error(`${name} failed: ${text}\n${output}`);
      return result;
    },
    async stop() {
      kill(child.pid as number);
      await ended;
    },
  };
}

async function untilItListens(ask: () => Promise<Response>): Promise<Response> {
  for (const deadline = Date.now() + START_MS; ; await pause(50)) {
    try {
      return await ask();
    } catch (thrown) {
      const { code } = ((thrown as Error).cause ?? {}) as { code?: string };
      if (code !== 'ECONNREFUSED' || Date.now() > deadline) throw thrown;
    }
  }
}
