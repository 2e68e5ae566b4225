import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { untilReady } from '../setup/until-ready.ts';

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** `npm start` with these flags, once it is ready. */
async function started(...flags: string[]) {
  const child = spawn(process.execPath, ['local/start.ts', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let said = '';
  const origin = await untilReady(child, (text) => (said = text));
  return {
    origin,
    port: new URL(origin).port,
    said: () => said,
    async end(signal: NodeJS.Signals) {
      const exited = once(child, 'exit');
      child.kill(signal);
      const [code] = (await exited) as [number | null];
      return code;
    },
  };
}

const run = (script: string, ...flags: string[]) =>
  spawnSync(process.execPath, [script, ...flags], { encoding: 'utf8' });

test('an empty, ephemeral start serves, hands out tokens, and ends with the signal, leaving its port free', async () => {
  const berth = await started('--port', '0', '--ephemeral', '--empty');
  expect(berth.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const document = (await (await fetch(`${berth.origin}/openapi.json`)).json()) as { openapi: string };
  expect(document.openapi).toMatch(/^3\.1/);

  const token = run('local/token.ts', 'ada@example.com', '--port', berth.port);
  expect(token.stderr).toBe('');
  expect(token.stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);

  const second = run('local/start.ts', '--port', berth.port, '--ephemeral');
  expect(second).toMatchObject({ status: 1, stdout: '' });
  expect(second.stderr).toMatch(/^Port \d+ is in use\. .*\n$/);

  expect(await berth.end('SIGTERM')).toBe(0);
  await expect(fetch(berth.origin)).rejects.toThrow('fetch failed');
});

test('npm start ends what it started even when only npm gets the signal', async () => {
  const npm = spawn('npm', ['start', '--ignore-scripts', '--', '--port', '0', '--ephemeral', '--empty'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  running.add(npm);
  const origin = await untilReady(npm);
  // Its output ends when the last process that writes to it has ended.
  const silence = once(npm.stdout, 'end');
  npm.kill('SIGTERM');
  await silence;
  await expect(fetch(origin)).rejects.toThrow('fetch failed');
});

test.each([
  [['--port', 'x'], '--port takes a number'],
  [['--port', '65536'], '--port takes a number'],
  [['--prot', '1'], "Unknown option '--prot'"],
])('%j is refused with a sentence that says what is wrong', (flags, sentence) => {
  const refused = run('local/start.ts', ...flags);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain(sentence);
  expect(refused.stderr).not.toContain('    at ');
});

test('a token request while nothing runs is refused with a sentence that says what to do', () => {
  const refused = run('local/token.ts', 'ada@example.com', '--port', '9');
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('npm start');
});
