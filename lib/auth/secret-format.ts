import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { randomBase62, toBase62 } from '../base62.ts';
import type { Clock } from '../clock.ts';

const RANDOM_CHARACTERS = 33;
const CHECKSUM_CHARACTERS = 6;

/** One kind of secret that software sends. */
export interface SecretFormat {
  readonly prefix: string;
  /**
   * Makes a new secret. It exists on our side only while this runs.
   * @param ulid of the account or environment that the secret is for
   */
  make(ulid: string, clock: Clock): string;
  /** The ULID in a secret, or undefined if it is no secret of this kind. Costs no request. */
  ulidIn(secret: string): string | undefined;
  /** How a secret is shown after its creation. */
  readonly mask: (lastFour: string) => string;
}

/**
 * Secrets of the form prefix, `_`, a ULID, `_`, 33 random base62 characters (196 bits), and the CRC32 of all that in 6
 * base62 characters. The ULID names the item to read; the checksum rejects most mistakes without a read.
 */
export function secretFormat(prefix: string): SecretFormat {
  const form = new RegExp(`^${prefix}_([0-9A-HJKMNP-TV-Z]{26})_[0-9A-Za-z]{39}$`);
  return {
    prefix: `${prefix}_`,
    make(ulid, clock) {
      const unchecked = `${prefix}_${ulid}_${randomBase62(RANDOM_CHARACTERS, clock)}`;
      return unchecked + checksum(unchecked);
    },
    ulidIn(secret) {
      const [, ulid] = form.exec(secret) ?? [];
      if (ulid === undefined) return undefined;
      const genuine = checksum(secret.slice(0, -CHECKSUM_CHARACTERS)) === secret.slice(-CHECKSUM_CHARACTERS);
      return genuine ? ulid : undefined;
    },
    mask: (lastFour) => `${prefix}_…${lastFour}`,
  };
}

/** Who was shown a secret, and when: they may have kept a copy. */
export interface Shown {
  /** A person, or a service account. */
  readonly shownTo: string;
  readonly shownAt: string;
}

/** What is stored instead of a secret: its SHA-256, in base64url. */
export function hashSecret(secret: string): string {
  return hash('sha256', secret, 'base64url');
}

const checksum = (text: string): string => toBase62(crc32(text), CHECKSUM_CHARACTERS);
