import * as z from 'zod';
import { Problem } from '../../lib/api/problem.ts';
import { Email } from '../../lib/api/schemas/email.ts';
import type { Identity } from './identity.ts';
import type { IssuedToken } from './token-issuer.ts';

const MAX_ERRORS = 10;
const YEAR = 366 * 24 * 3_600;

const TokenRequest = z.strictObject({
  email: Email,
  verified: z.boolean().default(true),
  groups: z.array(z.string().min(1).max(128)).max(100).optional(),
  /** Seconds; below zero for a token that has already expired. */
  expiresIn: z.int().min(-YEAR).max(YEAR).optional(),
  kind: z.enum(['access', 'id']).optional(),
  clientId: z.string().min(1).max(128).optional(),
});

/**
 * `POST /_local/tokens`: a token of the local identity provider for any person.
 * @param body the parsed JSON body
 * @throws Problem invalid_input
 */
export async function handleLocalTokens(
  identity: Pick<Identity, 'issueToken'>,
  body: unknown,
): Promise<IssuedToken> {
  const parsed = TokenRequest.safeParse(body);
  if (parsed.success) return identity.issueToken(parsed.data);
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new Problem('invalid_input', {
    detail: 'The body is not valid.',
    errors: errors.slice(0, MAX_ERRORS),
  });
}
