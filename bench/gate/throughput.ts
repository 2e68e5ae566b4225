import { cpuSince } from '../measure/cpu.ts';
import type { Gate } from './contestant.ts';

/** What clients got done in a time, each of them starting and ending one call after the other. */
export interface Throughput {
  readonly pairsPerSecond: number;
  readonly refusalsPerSecond: number;
  /** Processor time for each pair or refusal, in milliseconds: of the clients with the handlers in them, and of the engine. */
  readonly ownCpu: number;
  readonly engineCpu: number;
}

/** @param forMs for how long no client is told to stop */
export async function throughput(
  gate: Gate,
  clients: number,
  forMs: number,
  enginePid: number,
): Promise<Throughput> {
  let pairs = 0;
  let refusals = 0;
  const cpu = cpuSince(enginePid);
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() - begin < forMs) {
        const holder = await gate.start();
        if (holder === undefined) refusals += 1;
        else {
          await gate.end(holder);
          pairs += 1;
        }
      }
    }),
  );
  const seconds = (performance.now() - begin) / 1000;
  const { own, engine } = cpu();
  const done = Math.max(1, pairs + refusals);
  return {
    pairsPerSecond: pairs / seconds,
    refusalsPerSecond: refusals / seconds,
    ownCpu: own / done,
    engineCpu: engine / done,
  };
}
