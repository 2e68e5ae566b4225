import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type { ScheduledEvent } from 'aws-lambda';
import type { Context } from '../lib/context.ts';
import { serve as sweeper } from '../functions/sweeper.ts';
import { stackOf } from './log.ts';

/** A deployed stage waits for a minute; on a laptop nobody wants to wait that long. */
export const SWEEP_SECONDS = 2;

/** Runs the sweeper again and again, as its schedule does in a deployed stage. */
export function runSchedule(context: Context): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  // A line every two seconds would hide everything else in the log.
  const sweep = sweeper({ ...context, log: (line) => void (line['level'] === 'info' || context.log(line)) });

  async function run(): Promise<void> {
    while (!signal.aborted) {
      await sleep(SWEEP_SECONDS * 1000, undefined, { signal, ref: false }).catch(() => {});
      if (signal.aborted) return;
      await sweep({ id: randomUUID() } as ScheduledEvent).catch((thrown: unknown) =>
        context.log({ level: 'error', message: 'sweeper failed', stack: stackOf(thrown) }),
      );
    }
  }
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
