import type { EnvironmentId } from '../api/schemas/ids.ts';
import type { Clock } from '../clock.ts';
import { secretFormat } from './secret-format.ts';

/** API keys begin with `brt_` and name their environment. */
const format = secretFormat('brt');

export const isApiKey = (token: string): boolean => token.startsWith(format.prefix);

/** Makes a new key for an environment. Its secret exists on our side only while this runs. */
export const makeApiKey = (environment: EnvironmentId, clock: Clock): string =>
  format.make(environment.slice('env_'.length), clock);

/** The environment that a key names, or undefined if Berth did not make the key. Costs no request. */
export function environmentOfKey(secret: string): EnvironmentId | undefined {
  const ulid = format.ulidIn(secret);
  return ulid === undefined ? undefined : (`env_${ulid}` as EnvironmentId);
}

/** How a key is shown after its creation. */
export const maskApiKey = format.mask;
