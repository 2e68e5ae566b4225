import * as z from 'zod/mini';
import { Email } from '../api/schemas/email.ts';
import { UserId } from '../api/schemas/ids.ts';
import { AccountName } from '../api/schemas/names.ts';
import type { Person } from './caller.ts';

/**
 * The claims of an access token. Email, its verification and the name are put there by the pre-token-generation trigger. What
 * they may be is not for the user pool to say: people choose their name, and an address may be one that nobody can write to.
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

/** Whom a verified token stands for, or undefined when it says what no access token of a user pool says. */
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
    // Someone without a name goes by what stands before the @ of their address, if that can be a name.
    name: AccountName.safeParse(claims.name).data ?? AccountName.safeParse(local).data ?? 'User',
    groups: claims['cognito:groups'] ?? [],
    signedInAt: auth_time,
    issuedAt: iat,
  };
  return { person, expiresAt: exp };
}
