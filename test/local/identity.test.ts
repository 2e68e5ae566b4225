import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handleLocalTokens } from '../../local/identity/local-tokens.ts';
import { closing } from '../setup/served.ts';
import { anEmail, anIdentity, claimsOf, signIn, verifierFor } from './identities.ts';

describe('tokens for a test or a script', () => {
  test('are accepted by an unmodified CognitoJwtVerifier, which finds Cognito’s claims in them', async () => {
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

  test('are refused when they are ID tokens, expired, or of another client or provider', async () => {
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

  test('are for the same person when the email differs in case, width or surrounding spaces', async () => {
    const identity = await anIdentity();
    const { userId } = await identity.issueToken({ email: 'Ada@Example.com' });
    for (const email of ['ada@example.com', ' ADA@EXAMPLE.COM ', 'Ａda@example.com']) {
      expect((await identity.issueToken({ email })).userId).toBe(userId);
    }
    expect((await identity.issueToken({ email: 'adam@example.com' })).userId).not.toBe(userId);
  });

  test('are for one person when several first uses come at the same moment', async () => {
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

  test('have the requested groups and verification, which hold for that token alone', async () => {
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
  ])('are refused, and create nobody, for an invalid request: %j', async (body, path) => {
    const identity = await anIdentity();
    await expect(handleLocalTokens(identity, body)).rejects.toMatchObject({
      code: 'invalid_input',
      details: { errors: [{ path }] },
    });
    expect(identity.person('ada@example.com')).toBeUndefined();
  });

  test('have claims of the pre-token-generation trigger, which cannot replace Cognito’s own', async () => {
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

describe('storage', () => {
  test('keeps people, their ids and passwords and the signing key over a restart', async () => {
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
