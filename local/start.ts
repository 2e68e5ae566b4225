// npm start [-- --port 4000 --ephemeral --empty --rate-rules]: everything on this machine, until Ctrl-C.
import { parseArgs } from 'node:util';
import { banner } from './banner.ts';
import { startBerth } from './berth.ts';
import { logLine } from './log.ts';
import { whenOrphaned } from './orphaned.ts';
import { portOf } from './port.ts';

const usage = 'npm start -- [--port N] [--ephemeral] [--empty] [--rate-rules]';

try {
  const { port, ephemeral, empty, rateRules } = options();
  const stopped = new AbortController();
  const running = startBerth({ port, ephemeral, empty, rateRules, log: logLine });
  const end = () => {
    // A second Ctrl-C does not wait.
    if (stopped.signal.aborted) process.exit(1);
    stopped.abort();
    running.then(
      (berth) => berth.stop(),
      () => {},
    );
  };
  process.on('SIGINT', end).on('SIGTERM', end);
  whenOrphaned(end);
  const berth = await running;
  void berth.database.ended.then(async () => {
    if (stopped.signal.aborted) return;
    console.error('DynamoDB Local has ended.');
    process.exitCode = 1;
    stopped.abort();
    await berth.stop();
  });
  try {
    const told = await banner(berth, { empty });
    if (!stopped.signal.aborted) console.log(`\n${told}\n\nready ${berth.origin}`);
  } catch (thrown) {
    await berth.stop();
    if (!stopped.signal.aborted) throw thrown;
  }
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown);
  process.exitCode = 1;
}

function options(): { port: number; ephemeral: boolean; empty: boolean; rateRules: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        ephemeral: { type: 'boolean', default: false },
        empty: { type: 'boolean', default: false },
        'rate-rules': { type: 'boolean', default: false },
      },
    });
    const { 'rate-rules': rateRules, ...others } = values;
    return { ...others, rateRules, port: portOf(values.port) };
  } catch (thrown) {
    throw new Error(`${(thrown as Error).message}\nUsage: ${usage}`, { cause: thrown });
  }
}
