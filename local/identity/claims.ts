import { randomUUID } from 'node:crypto';
import type { Person } from './people.ts';
import type { Pool } from './pool.ts';

/** The facts of one token. Times are in seconds since the epoch. */
export interface Issue {
  readonly person: Person;
  readonly clientId: string;
  readonly scope: string;
  readonly authTime: number;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** The same for all tokens that come from one sign-in. */
  readonly originJti: string;
}

export type Claims = Record<string, unknown>;

/**
 * The claims of a Cognito access token; `added` are the claims of the pre-token-generation trigger, over which
 * Cognito's own take precedence.
 */
export function accessTokenClaims(pool: Pool, issue: Issue, added: Claims): Claims {
  return {
    ...added,
    ...ofBothTokens(issue),
    iss: pool.issuer,
    client_id: issue.clientId,
    token_use: 'access',
    scope: issue.scope,
    auth_time: issue.authTime,
    iat: issue.issuedAt,
    exp: issue.expiresAt,
    username: issue.person.userId,
  };
}

/** The claims of a Cognito ID token. */
export function idTokenClaims(pool: Pool, issue: Issue): Claims {
  return {
    ...aboutThePerson(issue),
    iss: pool.issuer,
    aud: issue.clientId,
    auth_time: issue.authTime,
    iat: issue.issuedAt,
    exp: issue.expiresAt,
  };
}

/** The claims of an ID token that oidc-provider does not know. */
export function aboutThePerson(issue: Pick<Issue, 'person' | 'originJti'>): Claims {
  const { email, emailVerified, name, userId } = issue.person;
  return {
    ...ofBothTokens(issue),
    token_use: 'id',
    email,
    email_verified: emailVerified,
    name,
    'cognito:username': userId,
  };
}

function ofBothTokens({ person, originJti }: Pick<Issue, 'person' | 'originJti'>): Claims {
  return {
    sub: person.userId,
    ...(person.groups.length > 0 && { 'cognito:groups': person.groups }),
    origin_jti: originJti,
    event_id: randomUUID(),
    jti: randomUUID(),
  };
}
