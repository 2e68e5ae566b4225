import * as z from 'zod/mini';
import { Email } from '../api/schemas/email.ts';
import { UserId } from '../api/schemas/ids.ts';
import { AccountName } from '../api/schemas/names.ts';
import type { Person } from './caller.ts';

/**
 * The claims of an access token. The pre-token-generation trigger adds email, its verification and the name. They are
 * checked all the same: people choose their name, and nobody may be able to write to an address.
 */
const Claims = z.object({
  sub: UserId,
  iat: z.int(),
  exp: z.int(),
  auth_time: z.optional(z.int()),
  'cognito:groups': z.optional(z.array(z.string())),
  email: z.optional(z.unknown()),
  email_verified: z.optional(z.unknown()),
  name: z.optional(z.unknown()),
});

export interface Identified {
  readonly person: Person;
  /** When the token expires, in seconds since the epoch. */
  readonly expiresAt: number;
}

/** The person of a verified token, or undefined when its claims are not those of a user pool's access token. */
export function personIn(token: object): Identified | undefined {
  const { data: claims } = Claims.safeParse(token);
  if (claims === undefined) return undefined;
  const { iat, exp, auth_time = iat, email_verified: verified } = claims;
  const email = Email.safeParse(claims.email).data ?? '';
  const local = email.slice(0, email.lastIndexOf('@'));
  const person: Person = {
    kind: 'person',
    userId: claims.sub,
    email,
    emailVerified: email !== '' && (verified === true || verified === 'true'),
    // A person without a name is shown with the part of their address before the @, if that can be a name.
    name: AccountName.safeParse(claims.name).data ?? AccountName.safeParse(local).data ?? 'User',
    groups: claims['cognito:groups'] ?? [],
    signedInAt: auth_time,
    issuedAt: iat,
  };
  return { person, expiresAt: exp };
}
