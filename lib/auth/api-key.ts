import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { EnvironmentId } from '../api/schemas/ids.ts';
import { randomBase62, toBase62 } from '../base62.ts';
import type { Clock } from '../clock.ts';

/**
 * An API key: `brt_`, the ULID of its environment, `_`, 33 random base62 characters (196 bits), and the CRC32 of all that
 * in 6 base62 characters. The environment in it leads straight to the gate; the checksum turns most mistakes away unread.
 */
const FORMAT = /^brt_([0-9A-HJKMNP-TV-Z]{26})_[0-9A-Za-z]{39}$/;
const RANDOM_CHARACTERS = 33;
const CHECKSUM_CHARACTERS = 6;

/** Makes a new key for an environment. The only time that its secret exists on our side. */
export function makeApiKey(environment: EnvironmentId, clock: Clock): string {
  const unchecked = `brt_${environment.slice('env_'.length)}_${randomBase62(RANDOM_CHARACTERS, clock)}`;
  return unchecked + checksum(unchecked);
}

/** The environment that a key says it opens, or undefined if it is no key of ours. Costs no request. */
export function environmentOfKey(secret: string): EnvironmentId | undefined {
  const [, ulid] = FORMAT.exec(secret) ?? [];
  if (ulid === undefined) return undefined;
  const genuine = checksum(secret.slice(0, -CHECKSUM_CHARACTERS)) === secret.slice(-CHECKSUM_CHARACTERS);
  return genuine ? (`env_${ulid}` as EnvironmentId) : undefined;
}

/** What is stored in place of a secret: its SHA-256, in base64url. */
export function hashSecret(secret: string): string {
  return hash('sha256', secret, 'base64url');
}

/** How a key is shown once its secret is gone. */
export function maskApiKey(lastFour: string): string {
  return `brt_…${lastFour}`;
}

const checksum = (text: string): string => toBase62(crc32(text), CHECKSUM_CHARACTERS);
