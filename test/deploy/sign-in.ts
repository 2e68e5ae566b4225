import { createHash, randomBytes } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';

/** A user pool and the client through which people sign in. */
export interface SignInOptions {
  readonly endpoint: string;
  readonly userPoolId: string;
  readonly clientId: string;
  /** Where the client sends people back to. */
  readonly redirectUri: string;
}

const SCOPE = 'openid email profile';

/** A person of the pool, and how they sign in. */
export interface Login {
  readonly email: string;
  readonly password: string;
}

/** Creates a person whose address is verified. */
export async function makePerson({ endpoint, userPoolId }: SignInOptions, email: string): Promise<Login> {
  const cognito = new CognitoIdentityProviderClient({ endpoint });
  const password = `Aa1!${randomBytes(12).toString('hex')}`;
  const person = { UserPoolId: userPoolId, Username: email };
  await cognito.send(
    new AdminCreateUserCommand({
      ...person,
      // The emulator generates passwords that are shorter than its pool accepts.
      TemporaryPassword: password,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ],
    }),
  );
  await cognito.send(new AdminSetUserPasswordCommand({ ...person, Password: password, Permanent: true }));
  return { email, password };
}

export interface Session {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Signs a person in as a browser does, by code and PKCE. */
export async function signIn(
  { endpoint, clientId, redirectUri }: SignInOptions,
  { email, password }: Login,
): Promise<Session> {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: SCOPE,
    state: 'state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  let answer = await fetch(`${endpoint}/oauth2/authorize?${query.toString()}`, { redirect: 'manual' });
  // One page each for the name, the way of signing in and the password.
  for (let pages = 0; answer.status === 200 && pages < 5; pages += 1) {
    const fields = fieldsOf(await answer.text());
    if ('username' in fields) fields['username'] = email;
    if ('password' in fields) fields['password'] = password;
    if ('challenge' in fields) fields['challenge'] = 'PASSWORD';
    answer = await fetch(`${endpoint}/login`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
  }
  const code = new URL(answer.headers.get('location') ?? endpoint).searchParams.get('code');
  if (code === null) throw new Error(`Signing in ended with ${answer.status}: ${await answer.text()}`);

  const tokens = await fetch(`${endpoint}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: redirectUri,
      code,
      code_verifier: verifier,
    }),
  });
  if (!tokens.ok) throw new Error(`The code was not taken: ${await tokens.text()}`);
  const { access_token, refresh_token } = (await tokens.json()) as Record<string, string>;
  return { accessToken: access_token ?? '', refreshToken: refresh_token ?? '' };
}

/** Whether a session still gets new access tokens, as a browser requests them shortly before the old one ends. */
export async function isSignedIn(
  { endpoint, clientId }: SignInOptions,
  { refreshToken }: Session,
): Promise<boolean> {
  const answer = await fetch(`${endpoint}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: clientId,
      refresh_token: refreshToken,
    }),
  });
  return answer.ok;
}

/** The fields of the form in a page, with their values. */
function fieldsOf(page: string): Record<string, string> {
  const tags = page.match(/<(input|button)\b[^>]*>/g) ?? [];
  const named = tags.flatMap((tag) => {
    const [, name] = /\bname="([^"]*)"/.exec(tag) ?? [];
    const [, value = ''] = /\bvalue="([^"]*)"/.exec(tag) ?? [];
    return name === undefined ? [] : [[name, decoded(value)] as const];
  });
  return Object.fromEntries(named);
}

const decoded = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
