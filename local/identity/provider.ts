import { Provider, type Context } from 'oidc-provider';
import { aboutThePerson, accessTokenClaims } from './claims.ts';
import { errorPage } from './pages.ts';
import type { People } from './people.ts';
import { PREFIX, REFRESH_TOKEN_SECONDS, SCOPE, TOKEN_SECONDS, type Pool } from './pool.ts';
import { claimsFrom, type PreTokenGeneration } from './pre-token-generation.ts';
import type { Sessions } from './sessions.ts';
import type { SigningKey } from './signing-key.ts';

export const SESSION_COOKIE = 'berth_session';

const SIGN_IN_SECONDS = 3_600;
const CODE_SECONDS = 60;

// oidc-provider signs an access token only for a resource server. There is one, and no request names it.
const RESOURCE = 'urn:berth:api';

interface Parts {
  pool: Pool;
  people: People;
  sessions: Sessions;
  key: SigningKey;
  trigger: PreTokenGeneration;
  /** The URLs to which a browser may return with a code: exact URLs, as Cognito requires. */
  redirectUris: readonly string[];
  /** The origins whose scripts may request tokens. */
  origins: ReadonlySet<string>;
}

/**
 * oidc-provider, configured to behave like a Cognito user pool with one public client, and to issue tokens like
 * Cognito's.
 */
export function createProvider({
  pool,
  people,
  sessions,
  key,
  trigger,
  redirectUris,
  origins,
}: Parts): Provider {
  const { issuer, clientId } = pool;
  const provider = new Provider(issuer, {
    adapter: (model: string) => sessions.adapter(model),
    jwks: { keys: [key.privateJwk] },
    clients: [
      {
        client_id: clientId,
        redirect_uris: redirectUris,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
        require_auth_time: true,
      },
    ],
    routes: {
      authorization: `${PREFIX}/oauth2/authorize`,
      token: `${PREFIX}/oauth2/token`,
      revocation: `${PREFIX}/oauth2/revoke`,
      end_session: `${PREFIX}/oauth2/end-session`,
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: SCOPE, accessTokenFormat: 'jwt', audience: RESOURCE }),
      },
    },
    responseTypes: ['code'],
    scopes: SCOPE.split(' '),
    claims: {
      openid: ['sub', 'token_use', 'jti', 'origin_jti', 'event_id', 'cognito:username', 'cognito:groups'],
      email: ['email', 'email_verified'],
      profile: ['name'],
    },
    // Cognito puts all claims that the scopes allow into the ID token; otherwise only the userinfo endpoint would
    // have them.
    conformIdTokenClaims: false,
    clientBasedCORS: (_context: unknown, origin: string) => origins.has(origin),
    cookies: {
      names: { session: SESSION_COOKIE, interaction: 'berth_sign_in', resume: 'berth_resume' },
      long: { httpOnly: true, sameSite: 'lax', path: PREFIX },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    ttl: {
      AccessToken: TOKEN_SECONDS,
      IdToken: TOKEN_SECONDS,
      AuthorizationCode: CODE_SECONDS,
      RefreshToken: REFRESH_TOKEN_SECONDS,
      Grant: REFRESH_TOKEN_SECONDS,
      Session: REFRESH_TOKEN_SECONDS,
      Interaction: SIGN_IN_SECONDS,
    },
    rotateRefreshToken: true,
    issueRefreshToken: () => true,
    expiresWithSession: () => false,
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `${PREFIX}/sign-in/${uid}` },
    loadExistingGrant: grantEverything,
    findAccount(context: Context, userId: string) {
      const person = people.withId(userId);
      if (person === undefined) return undefined;
      return {
        accountId: userId,
        claims: () => aboutThePerson({ person, originJti: sourceOf(context)?.grantId ?? '' }),
      };
    },
    formats: { customizers: { jwt: asCognitoToken } },
    renderError(context: Context, { error, error_description: reason }: Record<string, string>) {
      const page = errorPage([reason ?? error ?? 'unknown error']);
      for (const [header, value] of Object.entries(page.headers)) context.set(header, value);
      context.body = page.body;
    },
  });
  provider.on('server_error', (_context, error) => console.error('The identity provider failed:', error));
  return provider;

  /** Consent is not requested, because the one client is our own. */
  async function grantEverything({ oidc: { client, session } }: Context) {
    const granted = await provider.Grant.find(session.grantIdFor(client.clientId) ?? '');
    if (granted !== undefined) return granted;
    const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
    grant.addOIDCScope(SCOPE);
    grant.addResourceScope(RESOURCE, SCOPE);
    await grant.save(REFRESH_TOKEN_SECONDS);
    return grant;
  }

  /** Replaces oidc-provider's claims in an access token by Cognito's. */
  async function asCognitoToken(
    context: Context,
    _token: unknown,
    jwt: { header?: object; payload: { aud: string; iat: number; exp: number } },
  ): Promise<void> {
    const source = sourceOf(context);
    const person = source && people.withId(source.accountId);
    if (source === undefined || person === undefined) throw new Error('an access token for nobody');
    const { aud, iat, exp } = jwt.payload;
    const { authTime, grantId, scope } = source;
    const triggerSource =
      context.oidc.entities.AuthorizationCode === undefined
        ? 'TokenGeneration_RefreshTokens'
        : 'TokenGeneration_HostedAuth';
    const added = await claimsFrom(trigger, pool, { person, clientId, scope, triggerSource });
    const issue = { person, clientId, scope, authTime, originJti: grantId, issuedAt: iat, expiresAt: exp };
    const payload = accessTokenClaims(pool, issue, added);
    // oidc-provider requires an audience, but Cognito's access tokens have none. So there is one, and it is not
    // written into the token.
    Object.defineProperty(payload, 'aud', { value: aud, writable: true, enumerable: false });
    Object.assign(jwt, { header: { typ: undefined }, payload });
  }
}

function sourceOf({ oidc: { entities } }: Context) {
  return entities.AuthorizationCode ?? entities.RefreshToken;
}
