import type { ChildProcess } from 'node:child_process';

/** The origin of a Berth that a process starts, as soon as it is ready. @throws Error with its output when it ends before */
export function untilReady(child: ChildProcess, hear: (text: string) => void = () => {}): Promise<string> {
  let said = '';
  return new Promise((ready, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        hear(said);
        const [, origin] = /^ready (http:\S+)$/m.exec(said) ?? [];
        if (origin !== undefined) ready(origin);
      });
    }
    child.once('exit', () => failed(new Error(`Berth ended: ${said}`)));
  });
}
