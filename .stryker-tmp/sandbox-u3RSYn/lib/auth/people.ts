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
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { FetchError, JwksNotAvailableInCacheError, JwtBaseError } from 'aws-jwt-verify/error';
import { SimpleFetcher, type Fetcher } from 'aws-jwt-verify/https';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { Problem } from '../api/problem.ts';
import type { Person } from './caller.ts';
import { personIn, type Identified } from './claims.ts';

/** Tells who an access token stands for. */
export interface People {
  /** @throws unauthenticated; temporarily_unavailable when the signing keys can't be had. */
  identify(accessToken: string): Promise<Person>;
}

/** The user pool whose tokens count. */
export interface UserPool {
  readonly userPoolId: string;
  readonly clientId: string;
}
const MAX_REMEMBERED = 1_000;
const COOL_DOWN_MS = 5_000;
/** A clock may run ahead of ours by this much before a token from the future is refused, in seconds. */
const CLOCK_SKEW_SECONDS = 60;

/**
 * People of a Cognito user pool. The signing keys come over `fetcher`; a laptop gives its own.
 * A verified token is remembered until it expires, so that its signature is checked once; what its bearer may do is
 * not remembered at all.
 */
export function peopleOf({
  userPoolId,
  clientId
}: UserPool, fetcher: Fetcher = new SimpleFetcher()): People {
  if (stryMutAct_9fa48("169")) {
    {}
  } else {
    stryCov_9fa48("169");
    const jwksCache = new SimpleJwksCache(stryMutAct_9fa48("170") ? {} : (stryCov_9fa48("170"), {
      fetcher: coolingDown(fetcher)
    }));
    const verifier = CognitoJwtVerifier.create(stryMutAct_9fa48("171") ? {} : (stryCov_9fa48("171"), {
      userPoolId,
      clientId,
      tokenUse: 'access'
    }), stryMutAct_9fa48("173") ? {} : (stryCov_9fa48("173"), {
      jwksCache
    }));
    const remembered = new Map<string, Identified>();
    return stryMutAct_9fa48("174") ? {} : (stryCov_9fa48("174"), {
      async identify(accessToken) {
        if (stryMutAct_9fa48("175")) {
          {}
        } else {
          stryCov_9fa48("175");
          const fingerprint = hash('sha256', accessToken, 'base64');
          const known = remembered.get(fingerprint);
          if (stryMutAct_9fa48("180") ? known !== undefined || known.expiresAt * 1000 > Date.now() : stryMutAct_9fa48("179") ? false : stryMutAct_9fa48("178") ? true : (stryCov_9fa48("178", "179", "180"), (stryMutAct_9fa48("182") ? known === undefined : stryMutAct_9fa48("181") ? true : (stryCov_9fa48("181", "182"), known !== undefined)) && (stryMutAct_9fa48("185") ? known.expiresAt * 1000 <= Date.now() : stryMutAct_9fa48("184") ? known.expiresAt * 1000 >= Date.now() : stryMutAct_9fa48("183") ? true : (stryCov_9fa48("183", "184", "185"), (stryMutAct_9fa48("186") ? known.expiresAt / 1000 : (stryCov_9fa48("186"), known.expiresAt * 1000)) > Date.now())))) return known.person;
          const identified = await verified(verifier.verify(accessToken));
          if (stryMutAct_9fa48("190") ? remembered.size < MAX_REMEMBERED : stryMutAct_9fa48("189") ? remembered.size > MAX_REMEMBERED : stryMutAct_9fa48("188") ? false : stryMutAct_9fa48("187") ? true : (stryCov_9fa48("187", "188", "189", "190"), remembered.size >= MAX_REMEMBERED)) remembered.clear();
          remembered.set(fingerprint, identified);
          return identified.person;
        }
      }
    });
  }
}
async function verified(verification: Promise<object>): Promise<Identified> {
  if (stryMutAct_9fa48("191")) {
    {}
  } else {
    stryCov_9fa48("191");
    let claims: object;
    try {
      if (stryMutAct_9fa48("192")) {
        {}
      } else {
        stryCov_9fa48("192");
        claims = await verification;
      }
    } catch (thrown) {
      if (stryMutAct_9fa48("193")) {
        {}
      } else {
        stryCov_9fa48("193");
        if (stryMutAct_9fa48("196") ? thrown instanceof FetchError && thrown instanceof JwksNotAvailableInCacheError : stryMutAct_9fa48("195") ? false : stryMutAct_9fa48("194") ? true : (stryCov_9fa48("194", "195", "196"), thrown instanceof FetchError || thrown instanceof JwksNotAvailableInCacheError)) {
          if (stryMutAct_9fa48("197")) {
            {}
          } else {
            stryCov_9fa48("197");
            throw new Problem('temporarily_unavailable', stryMutAct_9fa48("199") ? {} : (stryCov_9fa48("199"), {
              retryAfter: stryMutAct_9fa48("200") ? COOL_DOWN_MS * 1000 : (stryCov_9fa48("200"), COOL_DOWN_MS / 1000)
            }));
          }
        }
        if (stryMutAct_9fa48("203") ? thrown instanceof JwtBaseError && thrown instanceof SyntaxError : stryMutAct_9fa48("202") ? false : stryMutAct_9fa48("201") ? true : (stryCov_9fa48("201", "202", "203"), thrown instanceof JwtBaseError || thrown instanceof SyntaxError)) throw new Problem('unauthenticated');
        throw thrown;
      }
    }
    const found = personIn(claims);
    // The verifier leaves a token from the future alone.
    if (stryMutAct_9fa48("207") ? found === undefined && found.person.issuedAt > Date.now() / 1000 + CLOCK_SKEW_SECONDS : stryMutAct_9fa48("206") ? false : stryMutAct_9fa48("205") ? true : (stryCov_9fa48("205", "206", "207"), (stryMutAct_9fa48("209") ? found !== undefined : stryMutAct_9fa48("208") ? false : (stryCov_9fa48("208", "209"), found === undefined)) || (stryMutAct_9fa48("212") ? found.person.issuedAt <= Date.now() / 1000 + CLOCK_SKEW_SECONDS : stryMutAct_9fa48("211") ? found.person.issuedAt >= Date.now() / 1000 + CLOCK_SKEW_SECONDS : stryMutAct_9fa48("210") ? false : (stryCov_9fa48("210", "211", "212"), found.person.issuedAt > (stryMutAct_9fa48("213") ? Date.now() / 1000 - CLOCK_SKEW_SECONDS : (stryCov_9fa48("213"), (stryMutAct_9fa48("214") ? Date.now() * 1000 : (stryCov_9fa48("214"), Date.now() / 1000)) + CLOCK_SKEW_SECONDS)))))) throw new Problem('unauthenticated');
    return found;
  }
}

/** Fails at once for a while after a failed fetch: without it, each request with an unknown key id would fetch again. */
function coolingDown(fetcher: Fetcher): Fetcher {
  if (stryMutAct_9fa48("216")) {
    {}
  } else {
    stryCov_9fa48("216");
    let failed: {
      error: unknown;
      until: number;
    } | undefined;
    return stryMutAct_9fa48("217") ? {} : (stryCov_9fa48("217"), {
      async fetch(...request) {
        if (stryMutAct_9fa48("218")) {
          {}
        } else {
          stryCov_9fa48("218");
          if (stryMutAct_9fa48("221") ? failed !== undefined || failed.until > Date.now() : stryMutAct_9fa48("220") ? false : stryMutAct_9fa48("219") ? true : (stryCov_9fa48("219", "220", "221"), (stryMutAct_9fa48("223") ? failed === undefined : stryMutAct_9fa48("222") ? true : (stryCov_9fa48("222", "223"), failed !== undefined)) && (stryMutAct_9fa48("226") ? failed.until <= Date.now() : stryMutAct_9fa48("225") ? failed.until >= Date.now() : stryMutAct_9fa48("224") ? true : (stryCov_9fa48("224", "225", "226"), failed.until > Date.now())))) throw failed.error;
          try {
            if (stryMutAct_9fa48("227")) {
              {}
            } else {
              stryCov_9fa48("227");
              return await fetcher.fetch(...request);
            }
          } catch (error) {
            if (stryMutAct_9fa48("228")) {
              {}
            } else {
              stryCov_9fa48("228");
              failed = stryMutAct_9fa48("229") ? {} : (stryCov_9fa48("229"), {
                error,
                until: stryMutAct_9fa48("230") ? Date.now() - COOL_DOWN_MS : (stryCov_9fa48("230"), Date.now() + COOL_DOWN_MS)
              });
              throw error;
            }
          }
        }
      }
    });
  }
}