/**
 * Writes a structured log line in readable form to stderr: stdout is for output that a script may read.
 * For example: `09:30:00 POST createEnvironment 409 environment_name_taken 12 ms`.
 */
export function logLine(line: Record<string, unknown>): void {
  const { level, message, stack, method, operation = 'unknown route', status, problem, ...facts } = line;
  const time = new Date().toISOString().slice(11, 19);
  const parts =
    message === 'request'
      ? [time, method, operation, status, problem, `${Number(facts['milliseconds'])} ms`]
      : [time, level, message, Object.keys(facts).length > 0 ? JSON.stringify(facts) : undefined];
  const text = parts.filter((part) => typeof part === 'string' || typeof part === 'number').join(' ');
  process.stderr.write(typeof stack === 'string' ? `${text}\n${stack}\n` : `${text}\n`);
}

/** The text of an error in a log line. */
export function stackOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
