import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { createIdentity, type Identity, type IdentityOptions } from '../../local/identity/identity.ts';
import { handleLocalTokens } from '../../local/identity/local-tokens.ts';

const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

/** An identity provider that answers on a port of its own. */
async function anIdentity(options: Partial<IdentityOptions> = {}): Promise<Identity & { origin: string }> {
  const server: Server = createServer((request, response) => {
    void identity
      .handle(request, response)
      .then((handled) => handled || response.writeHead(404).end('not mine'));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(() => new Promise((closed) => server.close(closed).closeAllConnections()));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const identity = await createIdentity({ origin, ...options });
  return { ...identity, origin };
}

function verifierFor({ userPoolId, clientId, fetcher }: Identity) {
  const jwksCache = new SimpleJwksCache({ fetcher });
  return CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: 'access' }, { jwksCache });
}

function anEmail(): string {
  return `ada-${randomUUID()}@example.com`;
}

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;
}

/** As much of a browser as a sign-in needs: cookies by path, redirects followed one at a time. */
class Browser {
  readonly #cookies: Map<string, { path: string; value: string }>;

  constructor(cookies: Iterable<[string, { path: string; value: string }]> = []) {
    this.#cookies = new Map(cookies);
  }

  /** Another browser with the same cookies. */
  copy(): Browser {
    return new Browser(this.#cookies);
  }

  async open(url: string, form?: Record<string, string>): Promise<Response> {
    const { pathname } = new URL(url);
    const cookie = [...this.#cookies]
      .filter(([, { path }]) => pathname === path || pathname.startsWith(path.replace(/\/?$/, '/')))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const [, path = '/'] = /path=([^;]*)/i.exec(line) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, { path, value });
    }
    return response;
  }

  /** Follows redirects within the identity provider, up to a page or to the URL that leads out of it. */
  async follow(
    url: string,
    form?: Record<string, string>,
  ): Promise<{ url: string; page?: string; status: number }> {
    const response = await this.open(url, form);
    const to = response.headers.get('location');
    if (to === null) return { url, page: await response.text(), status: response.status };
    const next = new URL(to, url);
    return next.pathname.startsWith('/_identity/')
      ? this.follow(next.href)
      : { url: next.href, status: response.status };
  }
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

/** Starts an authorization code flow with PKCE; `redeem` ends it with the URL that the browser was sent back to. */
function aFlow(
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

function refresh({ metadata, clientId }: Identity, refresh_token: string) {
  return post(metadata.token_endpoint, { grant_type: 'refresh_token', client_id: clientId, refresh_token });
}

async function signIn(
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

describe('tokens for a test or a script', () => {
  test("an unmodified CognitoJwtVerifier accepts the access token and finds Cognito's claims in it", async () => {
    const identity = await anIdentity();
    const email = anEmail();
    const { accessToken, userId } = await identity.issueToken({ email, groups: ['operators'] });
    const now = Math.floor(Date.now() / 1000);
    const claims = await verifierFor(identity).verify(accessToken);
    expect(claims).toEqual({
      sub: userId,
      username: userId,
      iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_berthLocal',
      client_id: identity.clientId,
      token_use: 'access',
      scope: 'openid email profile',
      'cognito:groups': ['operators'],
      auth_time: claims.iat,
      iat: expect.any(Number),
      exp: claims.iat + 3600,
      jti: expect.any(String),
      origin_jti: expect.any(String),
      event_id: expect.any(String),
      email,
      email_verified: true,
      name: expect.stringMatching(/^Ada /),
    });
    expect(Math.abs(claims.iat - now)).toBeLessThanOrEqual(5);
    expect(userId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  test("it refuses an ID token, another client's, one that is over and one of another provider", async () => {
    const identity = await anIdentity();
    const verifier = verifierFor(identity);
    const email = anEmail();
    const refused = [
      [await identity.issueToken({ email, kind: 'id' }), /Token use not allowed: id/],
      [await identity.issueToken({ email, clientId: 'another' }), /Client ID not allowed: another/],
      [await identity.issueToken({ email, expiresIn: -1 }), /Token expired/],
      [await (await anIdentity()).issueToken({ email }), /JWK for kid .* not found/],
    ] as const;
    for (const [{ accessToken }, reason] of refused) {
      await expect(verifier.verify(accessToken)).rejects.toThrow(reason);
    }
    await expect(verifier.verify((await identity.issueToken({ email })).accessToken)).resolves.toBeDefined();
  });

  test('an email in another case, width or with spaces around is the same person', async () => {
    const identity = await anIdentity();
    const { userId } = await identity.issueToken({ email: 'Ada@Example.com' });
    for (const email of ['ada@example.com', ' ADA@EXAMPLE.COM ', 'Ａda@example.com']) {
      expect((await identity.issueToken({ email })).userId).toBe(userId);
    }
    expect((await identity.issueToken({ email: 'adam@example.com' })).userId).not.toBe(userId);
  });

  test('first uses at the same moment make one person', async () => {
    const identity = await anIdentity();
    const email = anEmail();
    const made = await Promise.all(
      Array.from({ length: 10 }, () => [
        identity.upsertPerson({ email, password: 'correct horse battery' }),
        identity.issueToken({ email }),
      ]).flat(),
    );
    expect(new Set(made.map(({ userId }) => userId))).toEqual(new Set([identity.person(email)?.userId]));
  });

  test('groups and verification asked for hold for that token alone', async () => {
    const identity = await anIdentity();
    const email = anEmail();
    const special = await handleLocalTokens(identity, { email, groups: ['operators'], verified: false });
    expect(claimsOf(special.accessToken)).toMatchObject({
      email_verified: false,
      'cognito:groups': ['operators'],
    });
    const plain = claimsOf((await handleLocalTokens(identity, { email })).accessToken);
    expect(plain).toMatchObject({ sub: special.userId, email_verified: true });
    expect(plain).not.toHaveProperty('cognito:groups');
  });

  test.each([
    [undefined, ''],
    [{}, 'email'],
    [{ email: 'nobody' }, 'email'],
    [{ email: 'ada@example.com', expiresIn: 1.5 }, 'expiresIn'],
    [{ email: 'ada@example.com', kind: 'refresh' }, 'kind'],
    [{ email: 'ada@example.com', admin: true }, ''],
  ])('a request that is not valid is refused and makes nobody: %j', async (body, path) => {
    const identity = await anIdentity();
    await expect(handleLocalTokens(identity, body)).rejects.toMatchObject({
      code: 'invalid_input',
      details: { errors: [{ path }] },
    });
    expect(identity.person('ada@example.com')).toBeUndefined();
  });

  test("the pre-token-generation trigger adds claims and can't replace Cognito's own", async () => {
    const seen: unknown[] = [];
    const identity = await anIdentity({
      preTokenGeneration: async (event) => {
        seen.push([event.triggerSource, event.userName, event.request.userAttributes['email']]);
        const claimsToAddOrOverride = { accounts: ['acc_1'], sub: 'somebody else', token_use: 'id' };
        return {
          response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride } } },
        };
      },
    });
    const email = anEmail();
    const { accessToken, userId } = await identity.issueToken({ email });
    expect(claimsOf(accessToken)).toMatchObject({ accounts: ['acc_1'], sub: userId, token_use: 'access' });
    expect(seen).toEqual([['TokenGeneration_HostedAuth', userId, email]]);
  });
});

describe('signing in with a browser', () => {
  const password = 'correct horse battery';

  test('code and PKCE lead to tokens that verify, and a refresh token works once', async () => {
    const identity = await anIdentity();
    const email = anEmail();
    const { userId } = await identity.upsertPerson({ email, name: 'Ada', password, groups: ['operators'] });
    const browser = new Browser();
    const flow = aFlow(identity);

    const form = await browser.follow(flow.start);
    expect(form.page).toContain('<h1>Sign in</h1>');
    const back = await browser.follow(form.url, { email: email.toUpperCase(), password });
    expect(back.url).toMatch(new RegExp(`^${identity.origin}/callback\\?code=.+&state=the-state`));

    const { status, body } = await flow.redeem(back.url);
    expect([status, body.expires_in]).toEqual([200, 3600]);
    const access = await verifierFor(identity).verify(body.access_token);
    const issued = claimsOf((await identity.issueToken({ email })).accessToken);
    expect(Object.keys(access).toSorted()).toEqual(Object.keys(issued).toSorted());
    expect(access).toMatchObject({
      sub: userId,
      email,
      name: 'Ada',
      email_verified: true,
      'cognito:groups': ['operators'],
      scope: 'openid email profile',
    });
    const issuedId = claimsOf((await identity.issueToken({ email, kind: 'id' })).accessToken);
    expect(Object.keys(claimsOf(body.id_token))).toEqual(expect.arrayContaining(Object.keys(issuedId)));
    expect(claimsOf(body.id_token)).toMatchObject({
      sub: userId,
      aud: identity.clientId,
      iss: identity.issuer,
      token_use: 'id',
      nonce: 'the-nonce',
      email,
      email_verified: true,
      name: 'Ada',
      'cognito:username': userId,
      auth_time: access.auth_time,
      origin_jti: access.origin_jti,
    });

    const second = await refresh(identity, body.refresh_token);
    expect(second.status).toBe(200);
    expect(second.body.refresh_token).not.toBe(body.refresh_token);
    const renewed = await verifierFor(identity).verify(second.body.access_token);
    expect(renewed).toMatchObject({
      sub: userId,
      email,
      auth_time: access.auth_time,
      origin_jti: access.origin_jti,
    });
    expect(renewed.jti).not.toBe(access.jti);
    expect(await refresh(identity, body.refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  });

  test('a code is good for nothing without the verifier that belongs to it, nor a second time', async () => {
    const identity = await anIdentity();
    const email = anEmail();
    await identity.upsertPerson({ email, password });
    const browser = new Browser();
    const flow = aFlow(identity);
    const { url } = await browser.follow((await browser.follow(flow.start)).url, { email, password });
    const stolen = await flow.redeem(url, randomBytes(32).toString('base64url'));
    expect(stolen).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });

    const again = aFlow(identity);
    const back = await browser.follow(again.start);
    expect((await again.redeem(back.url)).status).toBe(200);
    expect(await again.redeem(back.url)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  test('a wrong password and an unknown email look alike', async () => {
    const identity = await anIdentity();
    const known = 'known@example.com';
    await identity.upsertPerson({ email: known, password });
    const withoutPassword = 'token@example.com';
    await identity.issueToken({ email: withoutPassword });
    const answers = await Promise.all(
      [known, 'other@example.com', withoutPassword].map(async (email) => {
        const browser = new Browser();
        const form = await browser.follow(aFlow(identity).start);
        const { page, status } = await browser.follow(form.url, { email, password: 'wrong password' });
        return {
          status,
          page: page?.replaceAll(email, 'EMAIL').replaceAll(/sign-in\/[\w-]+/g, 'sign-in/UID'),
        };
      }),
    );
    expect(answers[0]).toMatchObject({
      status: 422,
      page: expect.stringContaining('Email or password is wrong.'),
    });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  test('whoever signs up is signed in, with a verified email, and keeps the id that they had before', async () => {
    const identity = await anIdentity();
    const email = anEmail();
    const { userId } = await identity.issueToken({ email });
    const browser = new Browser();
    const flow = aFlow(identity);
    const form = await browser.follow(flow.start);
    const { url } = await browser.follow(`${form.url}/sign-up`, { email, name: 'Ada Lovelace', password });
    const { body } = await flow.redeem(url);
    expect(claimsOf(body.access_token)).toMatchObject({
      sub: userId,
      email_verified: true,
      name: 'Ada Lovelace',
    });
  });

  test('signing up refuses what is not valid, and an email that has a login keeps its password', async () => {
    const identity = await anIdentity();
    const email = anEmail();
    await identity.upsertPerson({ email, name: 'Ada', password });
    const browser = new Browser();
    const form = await browser.follow(aFlow(identity).start);
    const invalid = await browser.follow(`${form.url}/sign-up`, {
      email: 'nobody',
      name: ' ',
      password: 'short',
    });
    expect(invalid.status).toBe(422);
    expect(invalid.page).toContain('Enter an email address');
    expect(invalid.page).toContain('The name must not be empty.');
    expect(invalid.page).toContain('The password must have at least 8 characters.');
    const taken = { email: email.toUpperCase(), name: 'Eve', password: 'another password' };
    const refused = await browser.follow(`${form.url}/sign-up`, taken);
    expect(refused).toMatchObject({ status: 422, page: expect.stringContaining('has a login already') });
    expect(identity.person(email)?.name).toBe('Ada');
    expect(await signIn(identity, email, password)).toHaveProperty('access_token');
  });

  test('what was typed comes back as text, never as markup, and passwords not at all', async () => {
    const identity = await anIdentity();
    const browser = new Browser();
    const form = await browser.follow(aFlow(identity, { login_hint: '"><script>hint' }).start);
    expect(form.page).toContain('&#34;&#62;&#60;script&#62;hint');
    const { page } = await browser.follow(form.url, { email: '"><script>alert(1)', password: 'my secret' });
    expect(page).toContain('&#60;script&#62;alert(1)');
    expect(page).not.toMatch(/<script|my secret/);
    const response = await browser.open(form.url);
    expect(response.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'self'; form-action 'self' ${identity.origin}; base-uri 'none'; frame-ancestors 'none'`,
    );
  });

  test('demo logins are offered only when there are any', async () => {
    const demo = { password: 'berth-demo', people: [{ email: 'admin@example.com', role: 'Admin' }] };
    const pages = [await anIdentity(), await anIdentity({ demo })].map(
      async (identity) => (await new Browser().follow(aFlow(identity).start)).page,
    );
    const [without, offering] = await Promise.all(pages);
    expect(without).not.toMatch(/demo/i);
    expect(offering).toContain('admin@example.com');
  });

  test('a sign-in of another browser, or one that is finished, can not be joined', async () => {
    const identity = await anIdentity();
    const form = await new Browser().follow(aFlow(identity).start);
    const { status, page } = await new Browser().follow(form.url);
    expect([status, page]).toEqual([400, expect.stringContaining('has expired')]);
  });

  test('a browser is sent nowhere but to the registered addresses', async () => {
    const identity = await anIdentity();
    const elsewhere = 'https://elsewhere.example/callback';
    const start = await new Browser().follow(aFlow(identity, { redirect_uri: elsewhere }).start);
    expect(start).toMatchObject({ status: 400, page: expect.stringContaining('redirect_uri') });
    const { metadata, clientId } = identity;
    for (const query of [
      { client_id: clientId, logout_uri: elsewhere },
      { client_id: 'another', logout_uri: `${identity.origin}/` },
      {},
    ]) {
      const parameters = new URLSearchParams(query).toString();
      const end = await new Browser().open(`${metadata.end_session_endpoint}?${parameters}`);
      expect([end.status, end.headers.get('location')]).toEqual([400, null]);
    }
  });

  test('a browser that is signed in needs no password until it signs out', async () => {
    const identity = await anIdentity();
    const email = anEmail();
    await identity.upsertPerson({ email, password });
    const browser = new Browser();
    await browser.follow((await browser.follow(aFlow(identity).start)).url, { email, password });
    expect((await browser.follow(aFlow(identity).start)).url).toContain('/callback?code=');

    const query = new URLSearchParams({ client_id: identity.clientId, logout_uri: `${identity.origin}/` });
    const stale = browser.copy();
    const out = await browser.open(`${identity.metadata.end_session_endpoint}?${query.toString()}`);
    expect([out.status, out.headers.get('location')]).toEqual([302, `${identity.origin}/`]);
    expect((await browser.follow(aFlow(identity).start)).page).toContain('<h1>Sign in</h1>');
    // The session is over, not just forgotten by this browser.
    expect((await stale.follow(aFlow(identity).start)).page).toContain('<h1>Sign in</h1>');
  });
});

describe('global sign-out', () => {
  test("kills the person's refresh tokens and sessions, nobody else's, and no access token", async () => {
    const identity = await anIdentity();
    const password = 'correct horse battery';
    const [ada, bob] = [anEmail(), anEmail()];
    const { userId } = await identity.upsertPerson({ email: ada, password });
    await identity.upsertPerson({ email: bob, password });
    const hers = await signIn(identity, ada, password);
    const his = await signIn(identity, bob, password);
    const browser = new Browser();
    await browser.follow((await browser.follow(aFlow(identity).start)).url, { email: ada, password });

    await identity.adminUserGlobalSignOut(userId);

    const refused = await refresh(identity, hers.refresh_token);
    expect(refused).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await browser.follow(aFlow(identity).start)).page).toContain('<h1>Sign in</h1>');
    await expect(verifierFor(identity).verify(hers.access_token)).resolves.toMatchObject({ sub: userId });
    expect((await refresh(identity, his.refresh_token)).status).toBe(200);
    expect(await signIn(identity, ada, password)).toHaveProperty('refresh_token');
  });
});

describe('what is kept', () => {
  test('people, their ids and passwords and the signing key outlive a restart', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'berth-identity-'));
    closing.push(() => rm(directory, { recursive: true }));
    const dataFile = join(directory, 'deep', 'identity.json');
    const password = 'correct horse battery';
    const before = await anIdentity({ dataFile });
    const person = await before.upsertPerson({
      email: 'ada@example.com',
      name: 'Ada',
      password,
      groups: ['operators'],
    });
    const others = Array.from({ length: 20 }, (_, index) => `person-${index}@example.com`);
    const issued = await Promise.all(others.map((email) => before.issueToken({ email })));

    const after = await anIdentity({ dataFile });
    expect(after.person('ADA@example.com')).toEqual(person);
    expect(others.map((email) => after.person(email)?.userId)).toEqual(issued.map(({ userId }) => userId));
    await expect(verifierFor(after).verify(issued[0]?.accessToken ?? '')).resolves.toBeDefined();
    expect(claimsOf((await signIn(after, 'ada@example.com', password)).access_token)['sub']).toBe(
      person.userId,
    );

    expect(await readdir(join(directory, 'deep'))).toEqual(['identity.json']);
    expect(await readFile(dataFile, 'utf8')).not.toContain(password);
  });
});

describe('mounting it', () => {
  test('the published keys and endpoints are those of the pool, without the private part', async () => {
    const identity = await anIdentity();
    const discovery = await fetch(`${identity.origin}/_identity/.well-known/openid-configuration`);
    expect(await discovery.json()).toMatchObject({
      ...identity.metadata,
      code_challenge_methods_supported: ['S256'],
    });
    const keys = await fetch(identity.metadata.jwks_uri);
    expect(await keys.json()).toEqual({
      keys: [
        { kid: expect.any(String), alg: 'RS256', use: 'sig', kty: 'RSA', n: expect.any(String), e: 'AQAB' },
      ],
    });
  });

  test.each(['/', '/v1/me', '/_identity', '/_identityx/y', '//'])('%s is left to others', async (path) => {
    const { origin } = await anIdentity();
    const response = await fetch(origin + path);
    expect(await response.text()).toBe('not mine');
  });

  test('an unknown path below its own gets a page that says so', async () => {
    const { origin } = await anIdentity();
    const response = await fetch(`${origin}/_identity/nothing`);
    expect([response.status, await response.text()]).toEqual([
      404,
      expect.stringContaining('There is no such page.'),
    ]);
  });
});
