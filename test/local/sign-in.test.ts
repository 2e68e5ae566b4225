import { randomBytes } from 'node:crypto';
import { Browser } from './browser.ts';
import { aFlow, anEmail, anIdentity, claimsOf, refresh, signIn, verifierFor } from './identities.ts';

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
    expect(await refresh(identity, body.refresh_token)).toAnswer(400, { error: 'invalid_grant' });
  });

  test('a code works only with its verifier, and only once', async () => {
    const identity = await anIdentity();
    const email = anEmail();
    await identity.upsertPerson({ email, password });
    const browser = new Browser();
    const flow = aFlow(identity);
    const { url } = await browser.follow((await browser.follow(flow.start)).url, { email, password });
    const stolen = await flow.redeem(url, randomBytes(32).toString('base64url'));
    expect(stolen).toAnswer(400, { error: 'invalid_grant' });

    const again = aFlow(identity);
    const back = await browser.follow(again.start);
    expect((await again.redeem(back.url)).status).toBe(200);
    expect(await again.redeem(back.url)).toAnswer(400, { error: 'invalid_grant' });
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

  test('a person who signs up is signed in, with a verified email, and keeps the id that they had before', async () => {
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

  test('a sign-up with invalid input is refused, and one for an email with a login does not change its password', async () => {
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
    expect(refused).toMatchObject({ status: 422, page: expect.stringContaining('already has a login') });
    expect(identity.person(email)?.name).toBe('Ada');
    expect(await signIn(identity, email, password)).toHaveProperty('access_token');
  });

  test('typed text comes back as text, never as markup, and passwords do not come back', async () => {
    const identity = await anIdentity();
    const browser = new Browser();
    const form = await browser.follow(aFlow(identity, { login_hint: '"><script>hint' }).start);
    expect(form.page).toContain('&#34;&#62;&#60;script&#62;hint');
    const { page } = await browser.follow(form.url, { email: '"><script>alert(1)', password: 'my secret' });
    expect(page).toContain('&#60;script&#62;alert(1)');
    expect(page).not.toMatch(/<script|my secret/);
    const response = await browser.open(form.url);
    expect(response.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self' ${identity.origin}; base-uri 'none'; frame-ancestors 'none'`,
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

  test('a sign-in of another browser, or a finished one, cannot be joined', async () => {
    const identity = await anIdentity();
    const form = await new Browser().follow(aFlow(identity).start);
    const { status, page } = await new Browser().follow(form.url);
    expect([status, page]).toEqual([400, expect.stringContaining('has expired')]);
  });

  test('a browser is redirected only to the registered addresses', async () => {
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

  test('a signed-in browser needs no password until it signs out', async () => {
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
    // The session is over, not only forgotten by this browser.
    expect((await stale.follow(aFlow(identity).start)).page).toContain('<h1>Sign in</h1>');
  });
});

describe('global sign-out', () => {
  test('ends the person’s refresh tokens and sessions, but nobody else’s, and no access token', async () => {
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
    expect(refused).toAnswer(400, { error: 'invalid_grant' });
    expect((await browser.follow(aFlow(identity).start)).page).toContain('<h1>Sign in</h1>');
    await expect(verifierFor(identity).verify(hers.access_token)).resolves.toMatchObject({ sub: userId });
    expect((await refresh(identity, his.refresh_token)).status).toBe(200);
    expect(await signIn(identity, ada, password)).toHaveProperty('refresh_token');
  });
});
