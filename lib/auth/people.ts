import { hash } from 'node:crypto';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { FetchError, JwksNotAvailableInCacheError, JwtBaseError } from 'aws-jwt-verify/error';
import { SimpleFetcher, type Fetcher } from 'aws-jwt-verify/https';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { Problem } from '../api/problem.ts';
import type { Person } from './caller.ts';
import { personIn, type Identified } from './claims.ts';

/** Returns the person of an access token. */
export interface People {
  /** @throws unauthenticated; temporarily_unavailable when the signing keys can't be fetched. */
  identify(accessToken: string): Promise<Person>;
}

/** The user pool whose tokens are accepted. */
export interface UserPool {
  readonly userPoolId: string;
  readonly clientId: string;
}

const MAX_REMEMBERED = 1_000;
const COOL_DOWN_MS = 5_000;
/** How far the issuer's clock may be ahead of ours before its tokens are refused as from the future, in seconds. */
const CLOCK_SKEW_SECONDS = 60;

/**
 * People of a Cognito user pool. The signing keys are fetched with `fetcher`; a laptop passes its own. A verified token
 * is cached until it expires, so that its signature is checked once; the rights of the person are never cached.
 */
export function peopleOf({ userPoolId, clientId }: UserPool, fetcher: Fetcher = new SimpleFetcher()): People {
  const jwksCache = new SimpleJwksCache({ fetcher: coolingDown(fetcher) });
  const verifier = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: 'access' }, { jwksCache });
  const remembered = new Map<string, Identified>();

  return {
    async identify(accessToken) {
      const fingerprint = hash('sha256', accessToken, 'base64');
      const known = remembered.get(fingerprint);
      if (known !== undefined && known.expiresAt * 1000 > Date.now()) return known.person;
      const identified = await verified(verifier.verify(accessToken));
      if (remembered.size >= MAX_REMEMBERED) remembered.clear();
      remembered.set(fingerprint, identified);
      return identified.person;
    },
  };
}

async function verified(verification: Promise<object>): Promise<Identified> {
  let claims: object;
  try {
    claims = await verification;
  } catch (thrown) {
    if (thrown instanceof FetchError || thrown instanceof JwksNotAvailableInCacheError) {
      throw new Problem('temporarily_unavailable', { retryAfter: COOL_DOWN_MS / 1000 });
    }
    if (thrown instanceof JwtBaseError || thrown instanceof SyntaxError) throw new Problem('unauthenticated');
    throw thrown;
  }
  const found = personIn(claims);
  // The verifier does not check for tokens from the future.
  if (found === undefined || found.person.issuedAt > Date.now() / 1000 + CLOCK_SKEW_SECONDS)
    throw new Problem('unauthenticated');
  return found;
}

/**
 * Fails at once for a while after a failed fetch: without it, each request with an unknown key id would fetch again.
 */
function coolingDown(fetcher: Fetcher): Fetcher {
  let failed: { error: unknown; until: number } | undefined;
  return {
    async fetch(...request) {
      if (failed !== undefined && failed.until > Date.now()) throw failed.error;
      try {
        return await fetcher.fetch(...request);
      } catch (error) {
        failed = { error, until: Date.now() + COOL_DOWN_MS };
        throw error;
      }
    },
  };
}
