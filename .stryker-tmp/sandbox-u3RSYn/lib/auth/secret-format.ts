function stryNS_9fa48() {
  var g = typeof globalThis === 'object' && globalThis && globalThis.Math === Math && globalThis || new Function("return this")();
  var ns = g.__stryker__ || (g.__stryker__ = {});
  if (ns.activeMutant === undefined && g.process && g.process.env && g.process.env.__STRYKER_ACTIVE_MUTANT__) {
    ns.activeMutant = g.process.env.__STRYKER_ACTIVE_MUTANT__;
  }
  function retrieveNS() {
    return ns;
  }
  stryNS_9fa48 = retrieveNS;
  return retrieveNS();
}
stryNS_9fa48();
function stryCov_9fa48() {
  var ns = stryNS_9fa48();
  var cov = ns.mutantCoverage || (ns.mutantCoverage = {
    static: {},
    perTest: {}
  });
  function cover() {
    var c = cov.static;
    if (ns.currentTestId) {
      c = cov.perTest[ns.currentTestId] = cov.perTest[ns.currentTestId] || {};
    }
    var a = arguments;
    for (var i = 0; i < a.length; i++) {
      c[a[i]] = (c[a[i]] || 0) + 1;
    }
  }
  stryCov_9fa48 = cover;
  cover.apply(null, arguments);
}
function stryMutAct_9fa48(id) {
  var ns = stryNS_9fa48();
  function isActive(id) {
    if (ns.activeMutant === id) {
      if (ns.hitCount !== void 0 && ++ns.hitCount > ns.hitLimit) {
        throw new Error('Stryker: Hit count limit reached (' + ns.hitCount + ')');
      }
      return true;
    }
    return false;
  }
  stryMutAct_9fa48 = isActive;
  return isActive(id);
}
import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { randomBase62, toBase62 } from '../base62.ts';
import type { Clock } from '../clock.ts';
const RANDOM_CHARACTERS = 33;
const CHECKSUM_CHARACTERS = 6;

/** One kind of secret that software shows. */
export interface SecretFormat {
  readonly prefix: string;
  /** Makes a new secret. The only time that it exists on our side. @param ulid of what the secret opens */
  make(ulid: string, clock: Clock): string;
  /** The ULID that a secret says it opens, or undefined if it is no secret of this kind. Costs no request. */
  ulidIn(secret: string): string | undefined;
  /** How a secret is shown once it is gone. */
  readonly mask: (lastFour: string) => string;
}

/**
 * Secrets of the form prefix, `_`, a ULID, `_`, 33 random base62 characters (196 bits), and the CRC32 of all that in 6 base62
 * characters. The ULID leads straight to what the secret opens; the checksum turns most mistakes away unread.
 */
export function secretFormat(prefix: string): SecretFormat {
  if (stryMutAct_9fa48("231")) {
    {}
  } else {
    stryCov_9fa48("231");
    const form = new RegExp(`^${prefix}_([0-9A-HJKMNP-TV-Z]{26})_[0-9A-Za-z]{39}$`);
    return stryMutAct_9fa48("233") ? {} : (stryCov_9fa48("233"), {
      prefix: `${prefix}_`,
      make(ulid, clock) {
        if (stryMutAct_9fa48("235")) {
          {}
        } else {
          stryCov_9fa48("235");
          const unchecked = `${prefix}_${ulid}_${randomBase62(RANDOM_CHARACTERS, clock)}`;
          return stryMutAct_9fa48("237") ? unchecked - checksum(unchecked) : (stryCov_9fa48("237"), unchecked + checksum(unchecked));
        }
      },
      ulidIn(secret) {
        if (stryMutAct_9fa48("238")) {
          {}
        } else {
          stryCov_9fa48("238");
          const [, ulid] = stryMutAct_9fa48("239") ? form.exec(secret) && [] : (stryCov_9fa48("239"), form.exec(secret) ?? (stryMutAct_9fa48("240") ? ["Stryker was here"] : (stryCov_9fa48("240"), [])));
          if (stryMutAct_9fa48("243") ? ulid !== undefined : stryMutAct_9fa48("242") ? false : stryMutAct_9fa48("241") ? true : (stryCov_9fa48("241", "242", "243"), ulid === undefined)) return undefined;
          const genuine = stryMutAct_9fa48("246") ? checksum(secret.slice(0, -CHECKSUM_CHARACTERS)) !== secret.slice(-CHECKSUM_CHARACTERS) : stryMutAct_9fa48("245") ? false : stryMutAct_9fa48("244") ? true : (stryCov_9fa48("244", "245", "246"), checksum(stryMutAct_9fa48("247") ? secret : (stryCov_9fa48("247"), secret.slice(0, stryMutAct_9fa48("248") ? +CHECKSUM_CHARACTERS : (stryCov_9fa48("248"), -CHECKSUM_CHARACTERS)))) === (stryMutAct_9fa48("249") ? secret : (stryCov_9fa48("249"), secret.slice(stryMutAct_9fa48("250") ? +CHECKSUM_CHARACTERS : (stryCov_9fa48("250"), -CHECKSUM_CHARACTERS)))));
          return genuine ? ulid : undefined;
        }
      },
      mask: stryMutAct_9fa48("251") ? () => undefined : (stryCov_9fa48("251"), lastFour => `${prefix}_…${lastFour}`)
    });
  }
}

/** What is stored in place of a secret: its SHA-256, in base64url. */
export function hashSecret(secret: string): string {
  if (stryMutAct_9fa48("253")) {
    {}
  } else {
    stryCov_9fa48("253");
    return hash('sha256', secret, 'base64url');
  }
}
const checksum = stryMutAct_9fa48("256") ? () => undefined : (stryCov_9fa48("256"), (() => {
  const checksum = (text: string): string => toBase62(crc32(text), CHECKSUM_CHARACTERS);
  return checksum;
})());