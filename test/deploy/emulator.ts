import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../bench/world/free-port.ts';
import { pythonWith } from '../setup/python.ts';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

const REQUIREMENTS = here('requirements.txt');
const START_MS = 60_000;

/** An AWS on this machine, empty at first. */
export interface Emulator {
  /** For example http://127.0.0.1:41234. */
  readonly endpoint: string;
  readonly region: string;
  readonly account: string;
  /** The environment variables with which a process uses the emulator as AWS. */
  readonly environment: Readonly<Record<string, string>>;
  /** A folder that is removed when the emulator ends. */
  readonly folder: string;
  /** Its output so far. */
  log(): string;
  stop(): Promise<void>;
}

/**
 * Starts MiniStack on a free port of this machine, for this machine only.
 * @throws Error with its log when it does not start
 */
export async function startEmulator(python: string): Promise<Emulator> {
  const executable = await pythonWith(python, 'ministack', REQUIREMENTS);
  const folder = await mkdtemp(join(tmpdir(), 'berth-deploy-'));
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const region = 'eu-west-1';
  const account = '000000000000';
  const environment = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const logFile = join(folder, 'emulator.log');
  const output = openSync(logFile, 'w');
  const log = () => readFileSync(logFile, 'utf8');
  // The functions are processes as well, and a process group ends with them.
  const child = spawn(executable, ['-m', 'ministack'], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', output, output],
    env: {
      // The functions run on the same Node as this test.
      PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      HOME: folder,
      TMPDIR: folder,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_HOST: 'localhost',
      MINISTACK_REGION: region,
      // Neither has a port that can be chosen.
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
      NODE_OPTIONS: `--require "${here('keys-from-emulator.cjs')}"`,
      PYTHONPATH: here('python'),
      EMULATOR_URL: endpoint,
    },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = () => {
    try {
      process.kill(-(child.pid as number), 'SIGKILL');
    } catch {
      // It had ended by itself.
    }
  };
  process.once('exit', kill);
  const stop = async () => {
    kill();
    await ended;
    process.removeListener('exit', kill);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };

  try {
    for (const deadline = Date.now() + START_MS; !(await answers(endpoint)); await pause(200)) {
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`MiniStack did not start:\n${log()}`);
    }
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  return { endpoint, region, account, environment, folder, log, stop };
}

const answers = (endpoint: string): Promise<boolean> =>
  fetch(`${endpoint}/_ministack/health`).then(
    ({ ok }) => ok,
    () => false,
  );
