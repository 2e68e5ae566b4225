import { createPrivateKey, generateKeyPair, randomUUID, sign, type JsonWebKey } from 'node:crypto';
import { promisify } from 'node:util';

/** An RSA key pair as a private JWK. */
export type PrivateJwk = JsonWebKey & { kid: string; alg: 'RS256'; use: 'sig' };
export type PublicJwk = { kid: string; alg: 'RS256'; use: 'sig'; kty: string; n: string; e: string };

export interface SigningKey {
  readonly privateJwk: PrivateJwk;
  readonly publicJwk: PublicJwk;
  /** The claims as a JWT, signed with RS256. Its header has only `kid` and `alg`, as in Cognito. */
  sign(claims: object): string;
}

/** Makes a new key: RSA, 2048 bits, as in Cognito. */
export async function generateSigningKey(): Promise<PrivateJwk> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'RS256', use: 'sig' };
}

export function signingKeyOf(privateJwk: PrivateJwk): SigningKey {
  const { kid, alg, use, kty = '', n = '', e = '' } = privateJwk;
  const key = createPrivateKey({ key: privateJwk, format: 'jwk' });
  return {
    privateJwk,
    publicJwk: { kid, alg, use, kty, n, e },
    sign(claims) {
      const signed = [{ kid, alg }, claims]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.');
      return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
    },
  };
}
