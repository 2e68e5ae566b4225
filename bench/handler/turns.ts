import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { progress } from '../report/progress.ts';
import { STEPS, type Step } from './steps.ts';
import type { Block, Side, Task } from './task.ts';

/** A process that runs blocks of one side. */
interface Runner {
  run(step: Step): Promise<Block>;
  stop(): void;
}

export type Told = Readonly<Record<Step, Readonly<Record<Side, Block[]>>>>;

export function startRunner(task: Task, environment: NodeJS.ProcessEnv): Runner {
  const child = fork(fileURLToPath(new URL('task.ts', import.meta.url)), {
    env: { ...process.env, ...environment },
    // Its access log is written, but nobody reads it.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.send(task);
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`It ended with ${code}`)));
  // Only the caller that waits for a block is told.
  ended.catch(() => undefined);
  return {
    async run(step) {
      child.send(step);
      const [block] = (await Promise.race([once(child, 'message'), ended])) as [Block];
      return block;
    },
    stop: () => void child.kill(),
  };
}

/**
 * The sides take turns block by block, each in a process of its own, so that no side warms up or slows down another. At the
 * end the processes are stopped.
 */
export async function inTurns(
  runners: Readonly<Record<Side, Runner>>,
  { warmUp, blocks }: { readonly warmUp: number; readonly blocks: number },
): Promise<Told> {
  const sides = Object.keys(runners) as Side[];
  const told = Object.fromEntries(STEPS.map((step) => [step, empty()])) as Told;
  try {
    for (let turn = -warmUp; turn < blocks; turn += 1) {
      progress(`handler: ${turn < 0 ? 'warming up' : `block ${turn + 1} of ${blocks}`}`);
      for (const step of STEPS) {
        for (const side of turn % 2 === 0 ? sides : sides.toReversed()) {
          const block = await runners[side].run(step);
          if (turn >= 0) told[step][side].push(block);
        }
      }
    }
    return told;
  } finally {
    for (const runner of Object.values(runners)) runner.stop();
  }
}

const empty = (): Record<Side, Block[]> => ({ handler: [], bare: [], alone: [], beside: [] });
