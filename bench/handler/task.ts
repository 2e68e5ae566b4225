// Runs in a process of its own, like a function: runs blocks of a step on command, and reports the results.
import { createRequire } from 'node:module';
import type { Handler } from '../../lib/http/event.ts';
import { stepsAtOnce } from './at-once.ts';
import { bareSteps, type BareBundle } from './bare-steps.ts';
import { CALLS, handlerSteps, STEPS, type At, type Step, type Steps } from './steps.ts';

/**
 * `alone`: the function with a table that answers at once, repeated. `beside`: the same, with a bare call after each, so
 * that the function finds the processor's caches as a wait for the database leaves them.
 */
export type Side = 'handler' | 'bare' | 'alone' | 'beside';

export interface Task {
  readonly side: Side;
  /** The bundle, where the side has one. */
  readonly file: string;
  readonly tableName: string;
  readonly at: At;
}

/** Several calls in a row: how long each took, and the processor time of all, in milliseconds. */
export interface Block {
  readonly times: number[];
  readonly cpu: number;
}

if (process.send !== undefined) {
  process.once('message', (task: Task) => {
    const steps = stepsOf(task);
    process.on('message', (step: Step) => void blockOf(steps[step]).then((block) => process.send?.(block)));
  });
}

function stepsOf({ side, file, at, tableName }: Task): Steps {
  const require = createRequire(import.meta.url);
  switch (side) {
    case 'handler':
      return handlerSteps((require(file) as { handler: Handler }).handler, at.key);
    case 'bare':
      return bareSteps(require(file) as BareBundle, at, tableName);
    case 'alone':
      return stepsAtOnce(at);
    default:
      return oneAfterTheOther(stepsAtOnce(at), bareSteps(require(file) as BareBundle, at, tableName));
  }
}

function oneAfterTheOther(first: Steps, second: Steps): Steps {
  const both = (step: Step) => (n: number) => {
    const [one, other] = [first[step](n), second[step](n)];
    return async () => {
      await one();
      await other();
    };
  };
  return Object.fromEntries(STEPS.map((step) => [step, both(step)])) as Steps;
}

async function blockOf(step: Steps[Step]): Promise<Block> {
  const ready = Array.from({ length: CALLS }, (_, n) => step(n));
  const times: number[] = [];
  const cpu = process.cpuUsage();
  for (const call of ready) {
    const begin = performance.now();
    await call();
    times.push(performance.now() - begin);
  }
  const { user, system } = process.cpuUsage(cpu);
  return { times, cpu: (user + system) / 1000 };
}
