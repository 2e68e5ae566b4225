/** The port of Berth unless another one is given. */
export const DEFAULT_PORT = 4000;

/** The port that was given on the command line. @throws Error when it is not a port */
export function portOf(given: string | undefined): number {
  if (given === undefined) return DEFAULT_PORT;
  const port = Number(given);
  if (/^\d{1,5}$/.test(given) && port <= 65_535) return port;
  throw new Error(`--port takes a number from 0 (any free port) to 65535, not "${given}".`);
}
