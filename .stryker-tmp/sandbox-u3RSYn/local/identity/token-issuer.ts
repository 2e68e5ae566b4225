import { randomUUID } from 'node:crypto';
import { accessTokenClaims, idTokenClaims } from './claims.ts';
import type { People } from './people.ts';
import { SCOPE, TOKEN_SECONDS, type Pool } from './pool.ts';
import { claimsFrom, type PreTokenGeneration } from './pre-token-generation.ts';
import type { SigningKey } from './signing-key.ts';

export interface TokenRequest {
  email: string;
  /** What the token says of the email, whatever is known of the person. */
  verified?: boolean | undefined;
  /** The groups that the token names, in place of the person's own. */
  groups?: readonly string[] | undefined;
  /** Seconds until it expires, default an hour. Not above zero: a token that is over already. */
  expiresIn?: number | undefined;
  kind?: 'access' | 'id' | undefined;
  /** The client it is made out to, if not the pool's own. */
  clientId?: string | undefined;
  /** When the person signed in, in seconds since the epoch. Default: when the token is issued. */
  authTime?: number | undefined;
}

export interface IssuedToken {
  /** The token, also when an ID token was asked for. */
  accessToken: string;
  userId: string;
}

interface Options {
  readonly pool: Pool;
  readonly people: People;
  readonly key: SigningKey;
  readonly trigger: PreTokenGeneration;
}

/** Issues tokens without a sign-in: to tests and to the command line. */
export function tokenIssuer({ pool, people, key, trigger }: Options) {
  /** The groups that the latest token for a person was asked for with: who gets one without a group has left it. */
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
      // A token that is over already was issued before it expired.
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
