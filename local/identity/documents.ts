import { readFile } from 'node:fs/promises';
import { PREFIX, SCOPE, type Pool } from './pool.ts';
import type { PublicJwk, SigningKey } from './signing-key.ts';

/** The endpoints, in the form that the console's OIDC client accepts as `metadata`. */
export interface Metadata {
  issuer: string;
  authorization_endpoint: string;
  token_endpoint: string;
  revocation_endpoint: string;
  end_session_endpoint: string;
  jwks_uri: string;
}

/** The typeface of the console. */
const INTER = '../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';

/** The public documents by path: the pool's metadata and public keys, and the style of its pages. */
export async function publicDocuments(origin: string, pool: Pool, key: SigningKey) {
  const style = await readFile(new URL('style.css', import.meta.url));
  const typeface = await readFile(new URL(INTER, import.meta.url));
  const base = `${origin}${PREFIX}`;
  const jwks = (): { keys: PublicJwk[] } => ({ keys: [key.publicJwk] });
  const metadata: Metadata = {
    issuer: pool.issuer,
    authorization_endpoint: `${base}/oauth2/authorize`,
    token_endpoint: `${base}/oauth2/token`,
    revocation_endpoint: `${base}/oauth2/revoke`,
    end_session_endpoint: `${base}/logout`,
    jwks_uri: `${base}/.well-known/jwks.json`,
  };
  const documents: Record<string, [type: string, body: string | Buffer]> = {
    '/style.css': ['text/css; charset=utf-8', style],
    '/inter.woff2': ['font/woff2', typeface],
    '/.well-known/jwks.json': ['application/json', JSON.stringify(jwks())],
    '/.well-known/openid-configuration': [
      'application/json',
      JSON.stringify({
        ...metadata,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        token_endpoint_auth_methods_supported: ['none'],
        code_challenge_methods_supported: ['S256'],
        scopes_supported: SCOPE.split(' '),
      }),
    ],
  };
  return { metadata, jwks, documents };
}
