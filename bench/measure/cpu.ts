import { readFileSync } from 'node:fs';

/** Processor time in milliseconds, of this process and of another one. */
export interface Cpu {
  readonly own: number;
  readonly engine: number;
}

/** Linux counts in hundredths of a second, on every machine that Node runs on. */
const MS_A_TICK = 10;

/** What a process has used so far, in milliseconds. NaN without /proc. */
export function cpuOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may contain spaces. After it, state is field 3, user time 14, system time 15.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[14 - 3]) + Number(fields[15 - 3])) * MS_A_TICK;
  } catch {
    return Number.NaN;
  }
}

/** Starts to count. The returned function tells what was used since. */
export function cpuSince(enginePid: number): () => Cpu {
  const start = process.cpuUsage();
  const engineStart = cpuOf(enginePid);
  return () => {
    const { user, system } = process.cpuUsage(start);
    return { own: (user + system) / 1000, engine: cpuOf(enginePid) - engineStart };
  };
}
