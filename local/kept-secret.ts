import { randomBytes } from 'node:crypto';
import { stateFile } from './identity/state-file.ts';

/**
 * A random secret of this machine's own.
 * @param dataFile stores it between runs; without a file, it lasts as long as the process
 */
export async function keptSecret(dataFile?: string): Promise<string> {
  const file = stateFile<{ secret: string }>(dataFile);
  const { secret } = (await file.read()) ?? { secret: randomBytes(32).toString('base64url') };
  await file.write(() => ({ secret }));
  return secret;
}
