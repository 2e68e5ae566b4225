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
import * as z from 'zod/mini';
import { Email } from '../api/schemas/email.ts';
import { UserId } from '../api/schemas/ids.ts';
import { AccountName } from '../api/schemas/names.ts';
import type { Person } from './caller.ts';

/**
 * The claims of an access token. Email, its verification and the name are put there by the pre-token-generation trigger. What
 * they may be is not for the user pool to say: people choose their name, and an address may be one that nobody can write to.
 */
const Claims = z.object(stryMutAct_9fa48("15") ? {} : (stryCov_9fa48("15"), {
  sub: UserId,
  iat: z.int(),
  exp: z.int(),
  auth_time: z.optional(z.int()),
  'cognito:groups': z.optional(z.array(z.string())),
  email: z.optional(z.unknown()),
  email_verified: z.optional(z.unknown()),
  name: z.optional(z.unknown())
}));
export interface Identified {
  readonly person: Person;
  /** When the token expires, in seconds since the epoch. */
  readonly expiresAt: number;
}

/** Whom a verified token stands for, or undefined when it says what no access token of a user pool says. */
export function personIn(token: object): Identified | undefined {
  if (stryMutAct_9fa48("16")) {
    {}
  } else {
    stryCov_9fa48("16");
    const {
      data: claims
    } = Claims.safeParse(token);
    if (stryMutAct_9fa48("19") ? claims !== undefined : stryMutAct_9fa48("18") ? false : stryMutAct_9fa48("17") ? true : (stryCov_9fa48("17", "18", "19"), claims === undefined)) return undefined;
    const {
      iat,
      exp,
      auth_time = iat,
      email_verified: verified
    } = claims;
    const email = stryMutAct_9fa48("20") ? Email.safeParse(claims.email).data && '' : (stryCov_9fa48("20"), Email.safeParse(claims.email).data ?? '');
    const local = stryMutAct_9fa48("22") ? email : (stryCov_9fa48("22"), email.slice(0, email.lastIndexOf('@')));
    const person: Person = stryMutAct_9fa48("24") ? {} : (stryCov_9fa48("24"), {
      kind: 'person',
      userId: claims.sub,
      email,
      emailVerified: stryMutAct_9fa48("28") ? email !== '' || verified === true || verified === 'true' : stryMutAct_9fa48("27") ? false : stryMutAct_9fa48("26") ? true : (stryCov_9fa48("26", "27", "28"), (stryMutAct_9fa48("30") ? email === '' : stryMutAct_9fa48("29") ? true : (stryCov_9fa48("29", "30"), email !== '')) && (stryMutAct_9fa48("33") ? verified === true && verified === 'true' : stryMutAct_9fa48("32") ? true : (stryCov_9fa48("32", "33"), (stryMutAct_9fa48("35") ? verified !== true : stryMutAct_9fa48("34") ? false : (stryCov_9fa48("34", "35"), verified === (stryMutAct_9fa48("36") ? false : (stryCov_9fa48("36"), true)))) || (stryMutAct_9fa48("38") ? verified !== 'true' : stryMutAct_9fa48("37") ? false : (stryCov_9fa48("37", "38"), verified === 'true'))))),
      // Someone without a name goes by what stands before the @ of their address, if that can be a name.
      name: stryMutAct_9fa48("40") ? (AccountName.safeParse(claims.name).data ?? AccountName.safeParse(local).data) && 'User' : (stryCov_9fa48("40"), (stryMutAct_9fa48("41") ? AccountName.safeParse(claims.name).data && AccountName.safeParse(local).data : (stryCov_9fa48("41"), AccountName.safeParse(claims.name).data ?? AccountName.safeParse(local).data)) ?? 'User'),
      groups: stryMutAct_9fa48("43") ? claims['cognito:groups'] && [] : (stryCov_9fa48("43"), claims['cognito:groups'] ?? (stryMutAct_9fa48("45") ? ["Stryker was here"] : (stryCov_9fa48("45"), []))),
      signedInAt: auth_time,
      issuedAt: iat
    });
    return stryMutAct_9fa48("46") ? {} : (stryCov_9fa48("46"), {
      person,
      expiresAt: exp
    });
  }
}