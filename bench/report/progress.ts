const started = performance.now();

/** One line about the current work, which stays in place on a terminal. Results go to stdout, this does not. */
export function progress(doing: string): void {
  const line = `${minutes(performance.now() - started)}  ${doing}`;
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${line}`);
  else process.stderr.write(`${line}\n`);
}

/** Removes the line. */
export function progressEnds(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
}

/** For example 2:07. */
export function minutes(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
