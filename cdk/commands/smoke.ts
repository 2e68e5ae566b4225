// npm run smoke -- [--stage NAME] [--profile NAME]: does what a new user does in a deployed stage, from the first page
// to the first call. Where a second factor is required, a script cannot sign in: there it ends with the refusal of a
// stranger.
import { randomBytes, randomUUID } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  InitiateAuthCommand,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { command, nothingElse, targetOf, Unusable } from './command-line.ts';
import { outputOf } from './deployed-stack.ts';

/** Nobody reads mail at this address. */
const NEWCOMER = 'smoke@example.com';

type Body = Record<string, any>; // oxlint-disable-line typescript/no-explicit-any -- each step knows what it asked for

await command(async (args) => {
  const { stage, rest } = targetOf(args);
  nothingElse(rest);
  const origin = await outputOf(stage, 'Origin', 'ConsoleUrl');
  for (const path of ['/', '/config.json', '/openapi.json']) await expectStatus(200, `${origin}${path}`);
  await expectStatus(401, `${origin}/v1/me`);
  const token = await signedIn(stage);
  if (token !== undefined) await firstCall(`${origin}/v1`, token);
  console.log(`${stage} passed all checks.`);
});

/** @throws Unusable when the answer has another status, or when there is none */
async function expectStatus(status: number, url: string, init: RequestInit = {}): Promise<Body> {
  const what = `${init.method ?? 'GET'} ${url}`;
  const answer = await fetch(url, init).catch((thrown: Error) => {
    throw new Unusable(
      `${what}: no answer. ${(thrown.cause as Error | undefined)?.message ?? thrown.message}`,
    );
  });
  const text = await answer.text();
  if (answer.status !== status)
    throw new Unusable(`${what}: ${answer.status} instead of ${status}\n${text.slice(0, 500)}`);
  console.log(`${what}: ${status}`);
  // A gateway may name a type for an answer without a body.
  const isJson = text !== '' && answer.headers.get('content-type')?.includes('json');
  return isJson ? (JSON.parse(text) as Body) : {};
}

/** The access token of a new user, with a password that is not kept. */
async function signedIn(stage: string): Promise<string | undefined> {
  const cognito = new CognitoIdentityProviderClient({});
  const UserPoolId = await outputOf(stage, 'Data', 'UserPoolId');
  const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
  if (UserPool?.MfaConfiguration === 'ON') return undefined;
  const password = randomBytes(24).toString('base64url');
  const person = { UserPoolId, Username: NEWCOMER };
  const attributes = { email: NEWCOMER, email_verified: 'true' };
  await cognito
    .send(
      new AdminCreateUserCommand({
        ...person,
        MessageAction: 'SUPPRESS',
        UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      }),
    )
    .catch((thrown: unknown) => {
      if (!(thrown instanceof UsernameExistsException)) throw thrown;
    });
  await cognito.send(new AdminSetUserPasswordCommand({ ...person, Password: password, Permanent: true }));
  const { AuthenticationResult } = await cognito.send(
    new InitiateAuthCommand({
      ClientId: await outputOf(stage, 'Origin', 'UserPoolClientId'),
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: NEWCOMER, PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: password },
    }),
  );
  if (AuthenticationResult?.AccessToken === undefined)
    throw new Unusable('Cognito did not sign the new user in.');
  return AuthenticationResult.AccessToken;
}

/** Uses an account, which is kept for the next run; replaces its key; starts and ends a call. */
async function firstCall(api: string, token: string): Promise<void> {
  const as = (credential: string, method: string, body?: object): RequestInit => ({
    method,
    headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const { memberships } = await expectStatus(200, `${api}/me`, as(token, 'GET'));
  const accountId = String(
    memberships[0]?.accountId ??
      (await expectStatus(201, `${api}/accounts`, as(token, 'POST', { name: 'Smoke test' })))['id'],
  );
  const environments = `${api}/accounts/${accountId}/environments`;
  const { items } = await expectStatus(200, environments, as(token, 'GET'));
  const keys = `${environments}/${items[0].id}/api-keys`;
  const { secret } = await expectStatus(
    201,
    `${keys}/rotate`,
    as(token, 'POST', { graceSeconds: 0, supersede: true }),
  );
  const id = `smoke-${randomUUID()}`;
  await expectStatus(201, `${api}/calls`, as(secret, 'POST', { id, leaseSeconds: 10 }));
  await expectStatus(204, `${api}/calls/${id}`, as(secret, 'DELETE'));
}
