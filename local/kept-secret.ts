import { randomBytes } from 'node:crypto';
import { stateFile } from './identity/state-file.ts';

/**
 * A random secret of this machine's own.
 * @param dataFile keeps it between runs; without it, it ends with the process
 */
export async function keptSecret(dataFile?: string): Promise<string> {
  const file = stateFile<{ secret: string }>(dataFile);
  const { secret } = (await file.read()) ?? { secret: randomBytes(32).toString('base64url') };
  await file.write(() => ({ secret }));
  return secret;
}
