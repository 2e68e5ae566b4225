import { randomUUID } from 'node:crypto';
import { accessTokenClaims, idTokenClaims } from './claims.ts';
import type { People } from './people.ts';
import { SCOPE, TOKEN_SECONDS, type Pool } from './pool.ts';
import { claimsFrom, type PreTokenGeneration } from './pre-token-generation.ts';
import type { SigningKey } from './signing-key.ts';

export interface TokenRequest {
  email: string;
  /** Overrides whether the token says that the email is verified. */
  verified?: boolean | undefined;
  /** The groups in the token, instead of the person's own. */
  groups?: readonly string[] | undefined;
  /** Seconds until it expires, by default an hour. Zero or less: a token that has already expired. */
  expiresIn?: number | undefined;
  kind?: 'access' | 'id' | undefined;
  /** The client that it is issued to, if not the pool's own. */
  clientId?: string | undefined;
  /** When the person signed in, in seconds since the epoch. Default: when the token is issued. */
  authTime?: number | undefined;
}

export interface IssuedToken {
  /** The token, even if it is an ID token. */
  accessToken: string;
  userId: string;
}

interface Options {
  readonly pool: Pool;
  readonly people: People;
  readonly key: SigningKey;
  readonly trigger: PreTokenGeneration;
}

/** Issues tokens without a sign-in, for tests and for the command line. */
export function tokenIssuer({ pool, people, key, trigger }: Options) {
  /**
   * The groups with which the latest token for a person was requested. A token without a group means that the
   * person has left it.
   */
  const latestGroups = new Map<string, readonly string[]>();

  return {
    async issueToken({
      email,
      verified,
      groups,
      expiresIn = TOKEN_SECONDS,
      kind = 'access',
      ...given
    }: TokenRequest): Promise<IssuedToken> {
      const known = people.withEmail(email) ?? (await people.upsert({ email }));
      const person = {
        ...known,
        emailVerified: verified ?? known.emailVerified,
        groups: groups ?? known.groups,
      };
      latestGroups.set(person.userId, person.groups);
      const now = Math.floor(Date.now() / 1000);
      const expiresAt = now + expiresIn;
      // The issue time of a token that has already expired is before its expiry.
      const issuedAt = expiresIn > 0 ? now : expiresAt - TOKEN_SECONDS;
      const { clientId: to = pool.clientId, authTime = issuedAt } = given;
      const issue = {
        person,
        clientId: to,
        scope: SCOPE,
        originJti: randomUUID(),
        authTime,
        issuedAt,
        expiresAt,
      };
      if (kind === 'id') {
        return { accessToken: key.sign(idTokenClaims(pool, issue)), userId: person.userId };
      }
      const added = await claimsFrom(trigger, pool, {
        ...issue,
        triggerSource: 'TokenGeneration_HostedAuth',
      });
      return { accessToken: key.sign(accessTokenClaims(pool, issue, added)), userId: person.userId };
    },

    groupsOf: (userId: string): readonly string[] =>
      latestGroups.get(userId) ?? people.withId(userId)?.groups ?? [],
  };
}
