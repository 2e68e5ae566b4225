// The stacks as they are deployed, in an emulated AWS with real CloudFormation templates, functions, gateway, user pool and
// mail. Each test continues with the stage that the one before it left.
import assert from 'node:assert/strict';
import { after, afterEach, before, suite, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { client, type Ask } from './client.ts';
import { findPython } from '../setup/python.ts';
import { failedDeployment, importedTable, restoredTable } from './disaster.ts';
import { startEmulator, type Emulator } from './emulator.ts';
import { stacksOf, whatIsKept } from './kept.ts';
import { mailTo, verifySender } from './mailbox.ts';
import { isSignedIn, makePerson, signIn, type Login, type Session, type SignInOptions } from './sign-in.ts';
import { bootstrap, deployStage, destroyStage, runScript } from './stage.ts';

const SENDER = 'berth@example.com';
/** How long the consequences of a change may take at most. */
const STREAM_MS = 60_000;

const python = findPython();
const skip = python === undefined && 'There is no Python 3.10 or newer with venv, which the emulator needs.';
if (skip) console.log(`Not tested: the deployment. ${skip}`);

suite('a deployed stage', { skip }, () => {
  let emulator: Emulator;
  let pool: SignInOptions;
  let ask: Ask;
  let admin: string;
  let adminLogin: Login;
  let account: string;
  let key: string;
  let files: string;
  let consoleUrl: string;
  let gateway: string;
  let invitationKey: string;
  let member: Session;

  const session = async (email: string) => signIn(pool, await makePerson(pool, email));
  const person = async (email: string) => (await session(email)).accessToken;

  before(async () => {
    emulator = await startEmulator(python as string);
    Object.assign(process.env, emulator.environment);
    await verifySender(emulator.endpoint, SENDER);
    await bootstrap(emulator);
    await failedDeployment(emulator);
    const outputs = await deployStage(emulator, { mailFrom: SENDER, gateway: 'open' });
    gateway = outputs.GatewayUrl;
    ask = client(gateway);
    files = `${emulator.endpoint}/${outputs.FilesArn.replace('arn:aws:s3:::', '')}`;
    consoleUrl = outputs.ConsoleUrl;
    invitationKey = outputs.InvitationKeyArn;
    pool = {
      endpoint: emulator.endpoint,
      userPoolId: outputs.UserPoolId,
      clientId: outputs.UserPoolClientId,
      redirectUri: `${outputs.ConsoleUrl}/callback`,
    };
  });

  afterEach((context) => {
    if ('passed' in context && !context.passed) console.log(emulator.log().slice(-10_000));
  });

  after(() => emulator?.stop());

  test('the smoke test passes, twice: with a new user, and with the one that it made', async () => {
    const environment = {
      NODE_OPTIONS: `--import "${new URL('distribution.ts', import.meta.url).href}"`,
      STAGE_ADDRESS: consoleUrl,
      STAGE_FILES: files,
      STAGE_GATEWAY: gateway,
    };
    for (const made of [true, false]) {
      const said = await runScript(emulator, ['cdk/commands/smoke.ts'], { environment });
      assert.equal(said.includes(`POST ${consoleUrl}/v1/accounts: 201`), made, said);
      assert.match(said, /DELETE .*\/v1\/calls\/smoke-.*: 204\ndev passed all checks/);
    }
  });

  test('the bucket of the console holds each file with its type and its cache lifetime', async () => {
    const file = async (name: string) => {
      const answer = await fetch(`${files}/${name}`);
      const { headers } = answer;
      const [type, cache] = ['content-type', 'cache-control'].map((header) => headers.get(header));
      return { kind: [answer.status, type, cache], text: await answer.text() };
    };
    const page = await file('index.html');
    assert.deepEqual(page.kind, [200, 'text/html', 'no-cache']);
    const [, script = ''] = /src="\/(assets\/[^"]+\.js)"/.exec(page.text) ?? [];
    const { kind } = await file(script);
    assert.deepEqual(kind, [200, 'text/javascript', 'public, max-age=31536000, immutable']);
    const document = await file('openapi.json');
    assert.deepEqual(document.kind, [200, 'application/json', 'no-cache']);
    assert.ok(JSON.parse(document.text).paths['/v1/me']);
    const settings = await file('config.json');
    assert.deepEqual(settings.kind, [200, 'application/json', 'no-store']);
    const { apiOrigin, clientId } = JSON.parse(settings.text);
    assert.deepEqual([apiOrigin, clientId], [consoleUrl, pool.clientId]);
  });

  test('a person signs in with Cognito, and the token says who they are', async () => {
    adminLogin = await makePerson(pool, 'admin@example.com');
    admin = (await signIn(pool, adminLogin)).accessToken;
    const { status, body } = await ask('GET /v1/me', { credential: admin });
    assert.equal(status, 200);
    assert.equal(body.email, 'admin@example.com');
    assert.deepEqual(body.memberships, []);
  });

  test('a request without a credential and one with an invalid credential are refused alike', async () => {
    for (const credential of [undefined, 'nonsense', `${admin.slice(0, -4)}AAAA`]) {
      const { status, body, headers } = await ask(
        'GET /v1/me',
        credential === undefined ? {} : { credential },
      );
      assert.deepEqual([status, body.code], [401, 'unauthenticated']);
      assert.match(String(headers['content-type']), /^application\/problem\+json/);
    }
  });

  test('a path without a route is answered with a problem document too', async () => {
    const nothing = await ask('GET /v1/nothing', { credential: admin });
    assert.deepEqual([nothing.status, nothing.body.code], [404, 'not_found']);
    const wrongMethod = await ask('DELETE /v1/me', { credential: admin });
    assert.deepEqual([wrongMethod.status, wrongMethod.body.code], [405, 'method_not_allowed']);
    assert.equal(wrongMethod.headers['allow'], 'GET');
  });

  test('the person who creates an account becomes its Admin, with the default plan and an environment', async () => {
    const made = await ask('POST /v1/accounts', { credential: admin, body: { name: 'Acme' } });
    assert.equal(made.status, 201);
    assert.deepEqual(made.body.plan, { name: 'Standard', maxConcurrentCalls: 40 });
    account = `/v1/accounts/${made.body.id}`;
    const { body } = await ask(`GET ${account}/environments`, { credential: admin });
    assert.deepEqual(
      body.items.map(({ name }: { name: string }) => name),
      ['default'],
    );
  });

  test('environments can be given no more than the plan has left', async () => {
    const made = await ask(`POST ${account}/environments`, {
      credential: admin,
      body: { name: 'production', maxConcurrentCalls: 1 },
    });
    assert.equal(made.status, 201);
    key = made.body.apiKey.secret;
    const tooMuch = await ask(`POST ${account}/environments`, {
      credential: admin,
      body: { name: 'staging', maxConcurrentCalls: 20 },
    });
    assert.deepEqual([tooMuch.status, tooMuch.body.code], [409, 'concurrency_allocation_exceeded']);
    assert.equal(tooMuch.body.unallocated, 19);
  });

  test('a call starts while a slot is free, is kept alive, and gives the slot back', async () => {
    const started = await ask('POST /v1/calls', { credential: key, body: { id: 'call-1' } });
    assert.equal(started.status, 201);
    const refused = await ask('POST /v1/calls', { credential: key, body: { id: 'call-2' } });
    assert.deepEqual([refused.status, refused.body.code], [429, 'concurrency_limit_reached']);
    const alive = await ask('POST /v1/calls/call-1/heartbeat', {
      credential: key,
      body: { leaseSeconds: 60 },
    });
    assert.equal(alive.status, 200);
    assert.equal((await ask('DELETE /v1/calls/call-1', { credential: key })).status, 204);
    assert.equal((await ask('POST /v1/calls', { credential: key, body: { id: 'call-2' } })).status, 201);
  });

  test('an API key does not work for the operations of people, nor an access token for those of machines', async () => {
    for (const route of [`GET ${account}`, 'GET /v1/me']) {
      const { status, body } = await ask(route, { credential: key });
      assert.deepEqual([status, body.code], [403, 'wrong_credential']);
    }
    const { status, body } = await ask('GET /v1/calls', { credential: admin });
    assert.deepEqual([status, body.code], [403, 'wrong_credential']);
  });

  test('an invitation is mailed, and the person who accepts it is a Member who sees everything and changes nothing', async () => {
    const invited = await ask(`POST ${account}/invitations`, {
      credential: admin,
      body: { email: 'member@example.com', role: 'member' },
    });
    assert.equal(invited.status, 201);
    const mail = await mailTo(emulator.endpoint, 'member@example.com');
    const [, token] = /#token=([\w-]+)/.exec(mail) ?? [];
    member = await session('member@example.com');
    const credential = member.accessToken;
    const accepted = await ask('POST /v1/invitations/accept', { credential, body: { token } });
    assert.deepEqual([accepted.status, accepted.body.role], [200, 'member']);

    assert.equal((await ask(`GET ${account}/environments`, { credential })).status, 200);
    const change = await ask(`PATCH ${account}`, { credential, body: { name: 'Mine' } });
    assert.deepEqual([change.status, change.body.code], [403, 'admin_required']);
  });

  test('a removed user finds nothing with the next request, and is signed out', async () => {
    const credential = member.accessToken;
    const { body } = await ask('GET /v1/me', { credential });
    assert.equal(await isSignedIn(pool, member), true);
    // A refresh token from the second of the sign-out keeps working, because the emulator compares whole seconds.
    const [, claims = ''] = member.refreshToken.split('.');
    const { iat } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iat: number };
    while (Date.now() < (iat + 1) * 1000) await pause(50);
    const removed = await ask(`DELETE ${account}/users/${body.userId}`, { credential: admin });
    assert.equal(removed.status, 204);
    assert.equal((await ask(`GET ${account}`, { credential })).status, 404);
    const deadline = Date.now() + STREAM_MS;
    while (await isSignedIn(pool, member)) {
      assert.ok(Date.now() < deadline, 'They are still signed in.');
      await pause(250);
    }
  });

  test('an ended call is in the history, once', async () => {
    const deadline = Date.now() + STREAM_MS;
    const ended = async () => (await ask('GET /v1/calls?status=ended', { credential: key })).body.items;
    while ((await ended()).length === 0) {
      assert.ok(Date.now() < deadline, 'It is not there yet.');
      await pause(250);
    }
    const [{ id, outcome }, ...others] = await ended();
    assert.deepEqual([id, outcome, others], ['call-1', 'ended', []]);
  });

  test('only an operator can set a plan and suspend an account, and a former operator cannot', async () => {
    const plan = { name: 'Large', maxConcurrentCalls: 100 };
    const byAdmin = await ask(`PUT ${account}/plan`, { credential: admin, body: plan });
    assert.deepEqual([byAdmin.status, byAdmin.body.code], [403, 'operator_required']);
    const operator = (...args: string[]) => runScript(emulator, ['cdk/commands/operator.ts', ...args]);
    assert.match(await operator('new@example.com'), /had no login yet/);
    await assert.rejects(
      operator('nobody@example.com', '--remove'),
      /nobody@example\.com has no login in dev/,
    );
    const login = await makePerson(pool, 'operator@example.com');
    await operator(login.email);
    const { accessToken: credential } = await signIn(pool, login);
    const set = await ask(`PUT ${account}/plan`, { credential, body: plan });
    assert.deepEqual([set.status, set.body.plan], [200, plan]);
    const inOperation = account.replace('/v1/', '/v1/operator/');
    const tell = (what: string, body?: object) => ask(`POST ${inOperation}/${what}`, { credential, body });
    assert.equal((await tell('suspend', { reason: 'Too many calls' })).status, 200);
    const start = await ask('POST /v1/calls', { credential: key, body: { id: 'call-3' } });
    assert.deepEqual([start.status, start.body.code], [409, 'account_suspended']);
    assert.equal((await tell('resume')).status, 200);
    await operator(login.email, '--remove');
    const later = await ask(`PUT ${account}/plan`, { credential, body: plan });
    assert.deepEqual([later.status, later.body.code], [403, 'operator_required']);
  });

  test('the reconciler, over the network, finds nothing to repair', async () => {
    await runScript(emulator, ['local/reconcile.ts', '--stage', 'dev']);
  });

  test('the key of invitation links can be changed', async () => {
    const secrets = new SecretsManagerClient({ endpoint: emulator.endpoint, region: emulator.region });
    const links = async () => {
      const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: invitationKey }));
      return SecretString;
    };
    const first = await links();
    await runScript(emulator, ['cdk/commands/rotate-invitation-key.ts', '--stage', 'dev']);
    assert.notEqual(await links(), first);
  });

  test('the audit trail shows all of it, newest first', async () => {
    const { status, body } = await ask(`GET ${account}/audit-events`, { credential: admin });
    assert.equal(status, 200);
    const actions = body.items.map(({ action }: { action: string }) => action);
    assert.equal(actions.at(-1), 'account.created');
    assert.ok(actions.includes('environment.created'));
  });

  test('another account’s Admin finds nothing here', async () => {
    const stranger = await person('stranger@example.com');
    for (const route of [`GET ${account}`, `GET ${account}/environments`, `GET ${account}/users`]) {
      const { status, body } = await ask(route, { credential: stranger });
      assert.deepEqual([status, body.code], [404, 'not_found']);
    }
  });

  test('an option that the stage was deployed with stops the next deployment when it is left out', async () => {
    await assert.rejects(
      deployStage(emulator, { gateway: 'open' }),
      /missing now:\s+mailFrom: berth@example\.com/,
    );
  });

  test('a domain is added and a restored table takes the place of the first, in one deployment; the stack takes the table in, and all goes back again', async () => {
    const restored = await restoredTable(emulator);
    // The restored table does not have it.
    await ask('POST /v1/accounts', { credential: await signedIn(consoleUrl), body: { name: 'Later' } });
    const certificateArn = `arn:aws:acm:us-east-1:${emulator.account}:certificate/0`;
    const kept = { mailFrom: SENDER, gateway: 'open' };
    const changed = { domain: 'console.example.com', certificateArn, ...restored };
    assert.deepEqual(await accountsWith({ ...kept, ...changed }), ['Acme']);
    await importedTable(emulator, { ...kept, ...changed, tableInStack: 'true' });
    const nothing = Object.fromEntries(Object.keys(changed).map((name) => [name, '']));
    assert.deepEqual(await accountsWith({ ...kept, ...nothing }), ['Acme', 'Later']);
  });

  test('the stage is taken down, and its table, its people and its keys are kept', async () => {
    const kept = await whatIsKept(emulator);
    await destroyStage(emulator, { mailFrom: SENDER, gateway: 'open' });
    assert.deepEqual(await stacksOf(emulator), ['Berth-dev-Data']);
    assert.deepEqual(await whatIsKept(emulator), kept);
    assert.deepEqual([kept.pools, kept.secrets.length, kept.tables.length > 0], [[pool.userPoolId], 2, true]);
  });

  async function signedIn(console: string): Promise<string> {
    const login = { ...pool, redirectUri: `${console}/callback` };
    return (await signIn(login, adminLogin)).accessToken;
  }

  /** The accounts that the Admin is in, after the stage was deployed with these options. */
  async function accountsWith(options: Readonly<Record<string, string>>): Promise<string[]> {
    const { ConsoleUrl } = await deployStage(emulator, options);
    const { body } = await ask('GET /v1/me', { credential: await signedIn(ConsoleUrl) });
    return body.memberships.map(({ accountName }: { accountName: string }) => accountName).toSorted();
  }
});
