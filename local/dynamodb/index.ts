import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { fetchEmulator } from './emulator.ts';
import { findJava } from './java.ts';

export interface DynamoDbLocal {
  /** For example http://127.0.0.1:41234. */
  endpoint: string;
  pid: number;
  /**
   * Whether it accepts only connections from this machine; otherwise every machine that reaches this one can use
   * it, without a password.
   */
  isPrivate: boolean;
  /** Resolves when the emulator has ended, for any reason. */
  ended: Promise<void>;
  /** Ends the emulator and resolves when it has ended. Calling it again does no harm. */
  stop(): Promise<void>;
}

// The emulator has no option for its address, so Java refuses the connections of other machines. Java can do that up
// to version 23.
const lastWithPolicies = 23;
const loopbackOnly = [
  '-Djava.security.manager',
  `-Djava.security.policy==${new URL('loopback.policy', import.meta.url).href}`,
];

const startDeadline = 60_000;
const stopDeadline = 5_000;

/**
 * Starts DynamoDB Local and resolves when it answers. It ends when this process ends, even if this process is killed,
 * and does not keep it alive. It has no access control, so don't store anything important in it.
 * @param options.port default: a free one
 * @param options.dataDir the folder of its data, which later runs continue with; by default the data is in memory
 * @throws Error when the port is taken, Java is missing, the emulator ends (with its output), or it does not answer
 *   for 60 s
 */
export async function startDynamoDbLocal(
  options: { port?: number; dataDir?: string } = {},
): Promise<DynamoDbLocal> {
  const [emulator, java] = await Promise.all([fetchEmulator(), findJava()]);
  const dataDir = options.dataDir === undefined ? undefined : resolve(options.dataDir);
  if (dataDir !== undefined) await mkdir(dataDir, { recursive: true });
  const port = await freePort(options.port ?? 0);
  const isPrivate = java.version <= lastWithPolicies;
  const child = spawn(
    java.command,
    [
      ...(isPrivate ? loopbackOnly : []),
      // It is a short-lived process: compiling quickly beats compiling well.
      '-XX:TieredStopAtLevel=1',
      '-Xmx256m',
      '-Djava.library.path=DynamoDBLocal_lib',
      '-jar',
      'DynamoDBLocal.jar',
      '-sharedDb',
      '-disableTelemetry',
      ...(dataDir === undefined ? ['-inMemory'] : ['-dbPath', dataDir]),
      '-port',
      String(port),
    ],
    // Detached, so that Ctrl-C reaches only this process, and work that still runs here can finish before the
    // emulator is ended.
    { cwd: emulator, detached: true, windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const said = lastWords(child);
  const ended = new Promise<void>((done) => {
    child.once('error', (error) => {
      said.add(error.message);
      done();
    });
    child.once('exit', () => done());
  });
  guard(child);
  const pid = child.pid ?? 0;
  const isRunning = () => pid !== 0 && child.exitCode === null && child.signalCode === null;

  async function stop(): Promise<void> {
    if (isRunning()) {
      // In memory there is nothing to save, and a graceful end takes 1.5 s.
      child.kill(dataDir === undefined ? 'SIGKILL' : 'SIGTERM');
      const impatience = setTimeout(() => child.kill('SIGKILL'), stopDeadline);
      await ended;
      clearTimeout(impatience);
    }
  }

  const endpoint = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + startDeadline;
  while (!(await answers(endpoint))) {
    if (!isRunning()) throw new Error(`DynamoDB Local ended while starting:\n${said.text()}`);
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`DynamoDB Local did not answer within ${startDeadline / 1000} s:\n${said.text()}`);
    }
    await sleep(50);
  }
  return { endpoint, pid, isPrivate, ended, stop };
}

/** The last part of the child's output, for error messages. */
function lastWords(child: ChildProcess): { add(text: string): void; text(): string } {
  let text = '';
  const add = (more: string) => {
    text = (text + more).slice(-8_000);
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => add(chunk.toString()));
    (stream as Socket | null)?.unref();
  }
  return { add, text: () => text.trim() };
}

/** Ends the child when this process ends, and does not make this process wait for the child. */
function guard(child: ChildProcess): void {
  child.unref();
  if (child.pid === undefined) return;
  const script = fileURLToPath(new URL('end-with-parent.ts', import.meta.url));
  const watchdog = spawn(process.execPath, [script, String(child.pid)], {
    detached: true,
    windowsHide: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  (watchdog.stdin as Socket | null)?.unref();
  // Once the child has ended, another process may get its id.
  child.once('exit', () => watchdog.kill('SIGKILL'));
}

/**
 * The given port, or for 0 one that the system chooses, after a check that it is free on all addresses.
 * @throws Error when it is taken
 */
async function freePort(wanted: number): Promise<number> {
  const server = createServer();
  return new Promise((done, reject) => {
    server.once('error', (cause) =>
      reject(new Error(`Port ${wanted} is not free: ${cause.message}`, { cause })),
    );
    server.listen(wanted, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}

/** Whether a real request gets an answer. The emulator requires a signature, but does not check it. */
async function answers(endpoint: string): Promise<boolean> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.ListTables',
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20200101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: '{}',
    signal: AbortSignal.timeout(2_000),
  }).catch(() => undefined);
  await response?.body?.cancel();
  return response?.ok === true;
}
