import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { createIdentity, type Identity, type IdentityOptions } from '../../local/identity/identity.ts';
import { served } from '../setup/served.ts';
import { Browser } from './browser.ts';

/** An identity provider on a port of its own. */
export async function anIdentity(
  options: Partial<IdentityOptions> = {},
): Promise<Identity & { origin: string }> {
  const origin = await served((request, response) => {
    void identity
      .handle(request, response)
      .then((handled) => handled || response.writeHead(404).end('not mine'));
  });
  const identity = await createIdentity({ origin, ...options });
  return { ...identity, origin };
}

export function verifierFor({ userPoolId, clientId, fetcher }: Identity) {
  const jwksCache = new SimpleJwksCache({ fetcher });
  return CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: 'access' }, { jwksCache });
}

export function anEmail(): string {
  return `ada-${randomUUID()}@example.com`;
}

export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;
}

interface Tokens {
  access_token: string;
  id_token: string;
  refresh_token: string;
  expires_in: number;
  error?: string;
}

async function post(url: string, form: Record<string, string>): Promise<{ status: number; body: Tokens }> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
  return { status: response.status, body: (await response.json()) as Tokens };
}

/** Starts an authorization code flow with PKCE. `redeem` ends it with the URL that the browser was sent back to. */
export function aFlow(
  { metadata, clientId, origin }: Identity & { origin: string },
  parameters: Record<string, string> = {},
) {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: `${origin}/callback`,
    response_type: 'code',
    scope: 'openid email profile',
    state: 'the-state',
    nonce: 'the-nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...parameters,
  });
  return {
    start: `${metadata.authorization_endpoint}?${query.toString()}`,
    redeem: (url: string, code_verifier = verifier) =>
      post(metadata.token_endpoint, {
        grant_type: 'authorization_code',
        client_id: clientId,
        redirect_uri: `${origin}/callback`,
        code: new URL(url).searchParams.get('code') ?? '',
        code_verifier,
      }),
  };
}

export function refresh({ metadata, clientId }: Identity, refresh_token: string) {
  return post(metadata.token_endpoint, { grant_type: 'refresh_token', client_id: clientId, refresh_token });
}

export async function signIn(
  identity: Identity & { origin: string },
  email: string,
  password: string,
): Promise<Tokens> {
  const browser = new Browser();
  const flow = aFlow(identity);
  const form = await browser.follow(flow.start);
  const { url } = await browser.follow(form.url, { email, password });
  return (await flow.redeem(url)).body;
}
