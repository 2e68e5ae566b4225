import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { apiGateway } from '../../local/gateway/api-gateway.ts';
import { consoleSite } from '../../local/gateway/console.ts';
import { laptopEndpoints } from '../../local/gateway/laptop.ts';
import { origin as gatewayOrigin } from '../../local/gateway/origin.ts';
import { openMailbox } from '../../local/mail/mailbox.ts';
import { senderTo } from '../setup/send.ts';
import { closing, served } from '../setup/served.ts';

const built = {
  'index.html': '<title>console</title>',
  'assets/app-1a2b.js': 'app()',
  'assets/large.js': 'app();'.repeat(10_000),
  'api-reference/index.html': '<title>reference</title>',
};

async function anOrigin({ files = built }: { files?: Record<string, string> } = {}) {
  const parent = await mkdtemp(join(tmpdir(), 'berth-console-'));
  closing.push(() => rm(parent, { recursive: true }));
  const directory = join(parent, 'dist');
  await mkdir(directory);
  await writeFile(join(parent, 'outside.txt'), 'not yours');
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), content);
  }
  const crashes: unknown[] = [];
  const mailbox = await openMailbox();
  let settled = 0;
  const origin = await served(
    gatewayOrigin({
      api: apiGateway({
        routes: { $default: { name: 'api', handler: async () => ({ statusCode: 200, body: 'the API' }) } },
        onCrash: (thrown) => crashes.push(thrown),
      }),
      openApi: '{"openapi":"3.1.1"}',
      identity: async (_, response) => response.end('the identity provider'),
      laptop: laptopEndpoints({
        receiver: { receive: async () => false, received: () => [] },
        identity: { issueToken: async ({ email }) => ({ accessToken: `token of ${email}`, userId: 'u-1' }) },
        mailbox,
        mailSettled: async () => void (settled += 1),
      }),
      site: consoleSite({ directory, configuration: { stage: 'local' } }),
      onCrash: (thrown) => crashes.push(thrown),
    }),
  );
  return {
    port: new URL(origin).port,
    raw: senderTo(origin),
    mailbox,
    crashes,
    settledTimes: () => settled,
    get: (path: string) => fetch(origin + path, { redirect: 'manual' }),
    getWith: (path: string, encoding: string) =>
      fetch(origin + path, { headers: { 'accept-encoding': encoding } }),
    post: (path: string, body: unknown) =>
      fetch(origin + path, { method: 'POST', body: JSON.stringify(body) }),
  };
}

test('each path goes to whoever serves it', async () => {
  const { get } = await anOrigin();
  const texts = ['/v1/me', '/v1', '/_identity/login', '/openapi.json', '/config.json', '/'].map(
    async (path) => (await get(path)).text(),
  );
  expect(await Promise.all(texts)).toEqual([
    'the API',
    'the API',
    'the identity provider',
    '{"openapi":"3.1.1"}',
    '{"stage":"local"}',
    '<title>console</title>',
  ]);
});

test('an address in absolute form, as sent to a proxy, leads where its path does', async () => {
  const { raw, port } = await anOrigin();
  expect((await raw({ path: `http://127.0.0.1:${port}/assets/gone.js?x=1` })).status).toBe(404);
  expect((await raw({ path: 'http://elsewhere.example/v1/me' })).status).toBe(200);
});

test('every response names its request, whoever serves it', async () => {
  const { get } = await anOrigin();
  for (const path of ['/v1/me', '/', '/openapi.json', '/config.json', '/_local/mail', '/_local/nothing']) {
    expect((await get(path)).headers.get('x-request-id')).toMatch(/^[\w-]{15}=$/);
  }
});

describe('the console', () => {
  test.each(['br', 'gzip'])(
    'is compressed with %s for clients that accept it, and is the same',
    async (encoding) => {
      const { get, getWith } = await anOrigin();
      const plain = await (await getWith('/assets/large.js', 'identity')).text();
      const response = await getWith('/assets/large.js', encoding);
      expect(response.headers.get('content-encoding')).toBe(encoding);
      expect(response.headers.get('vary')).toBe('accept-encoding');
      expect(Number(response.headers.get('content-length'))).toBeLessThan(plain.length / 10);
      expect(await response.text()).toBe(plain);
      expect((await get('/')).headers.get('content-encoding')).toBeNull();
    },
  );

  test('gets index.html for every path of its own routing, and 404 for a file that does not exist', async () => {
    const { get } = await anOrigin();
    for (const path of ['/settings/environments', '/v2', '/problems/not_found']) {
      expect(await (await get(path)).text()).toBe('<title>console</title>');
    }
    expect((await get('/assets/gone.js')).status).toBe(404);
  });

  test('is under a policy that runs no inline script or style and lets nothing frame it', async () => {
    const { get } = await anOrigin();
    const { headers } = await get('/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('shares its origin with the API reference, whose page alone may have inline styles', async () => {
    const { get } = await anOrigin();
    expect((await get('/api-reference')).headers.get('location')).toBe('/api-reference/');
    const reference = await get('/api-reference/');
    expect(await reference.text()).toBe('<title>reference</title>');
    expect(reference.headers.get('content-security-policy')).toContain("style-src 'self' 'unsafe-inline'");
    expect(reference.headers.get('content-security-policy')).toContain("script-src 'self';");
  });

  test('has its hashed files cached for good, and pages and configuration checked each time', async () => {
    const { get } = await anOrigin();
    const script = await get('/assets/app-1a2b.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('cache-control')).toContain('immutable');
    for (const page of ['/', '/assets/', '/assets/none'])
      expect((await get(page)).headers.get('cache-control')).toBe('no-cache');
    expect((await get('/config.json')).headers.get('cache-control')).toBe('no-store');
  });

  test('never serves a file outside its directory, however the path is written', async () => {
    const { raw } = await anOrigin();
    const ways = [
      '/../outside.txt',
      '/%2e%2e/outside.txt',
      '/..%2foutside.txt',
      '/assets/../../outside.txt',
      '//../outside.txt',
    ];
    for (const path of ways) {
      expect((await raw({ path: path })).status).toBe(404);
    }
    expect((await raw({ path: '/a%00.js' })).status).toBe(400);
    expect((await raw({ path: '/%zz' })).status).toBe(400);
  });

  test('is replaced by a page that says so while it is not built', async () => {
    const { get } = await anOrigin({ files: {} });
    const page = await get('/settings');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('The console has not been built');
  });

  test('accepts no method other than GET and HEAD', async () => {
    const { post } = await anOrigin();
    const answer = await post('/', {});
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });
});

describe('what only a laptop serves', () => {
  test('a token for any person', async () => {
    const { post } = await anOrigin();
    const answer = await post('/_local/tokens', { email: 'ada@example.com' });
    expect(await answer.json()).toEqual({ accessToken: 'token of ada@example.com', userId: 'u-1' });
  });

  test('a refusal in the form of the API when the body of a token request is wrong', async () => {
    const { post, get } = await anOrigin();
    const wrong = await post('/_local/tokens', { email: 'nobody', admin: true });
    expect(wrong.status).toBe(422);
    expect(wrong.headers.get('content-type')).toBe('application/problem+json');
    expect(await wrong.json()).toMatchObject({ code: 'invalid_input' });
    expect((await get('/_local/tokens')).status).toBe(405);
    expect((await get('/_local/other')).status).toBe(404);
  });

  test('nothing to a page whose own host name leads here', async () => {
    const { raw, port } = await anOrigin();
    expect((await raw({ path: '/_local/mail', headers: { Host: 'rebound.example' } })).status).toBe(404);
    expect((await raw({ path: '/_local/mail', headers: { Host: `localhost:${port}` } })).status).toBe(200);
  });

  test('mails, newest first, to an address in any case, once all due mails were sent', async () => {
    const { mailbox, get, settledTimes } = await anOrigin();
    const text = 'Join: http://127.0.0.1:4000/accept#token=abc. Questions (http://127.0.0.1:4000/help)?';
    await mailbox.send({ to: 'Ada@Example.com', subject: 'First', text });
    await mailbox.send({ to: 'max@example.com', subject: 'Other', text: 'Hello' });
    await mailbox.send({
      to: 'ada@example.com',
      subject: 'Second',
      text: 'Hello',
      html: '<a href="https://a.example/?x=1&amp;y=2">a</a>',
    });
    const { items } = (await (await get('/_local/mail?to=%20ADA@example.com')).json()) as {
      items: Record<string, unknown>[];
    };
    expect(items).toMatchObject([
      { to: 'ada@example.com', subject: 'Second', links: ['https://a.example/?x=1&y=2'] },
      {
        to: 'Ada@Example.com',
        subject: 'First',
        text,
        links: ['http://127.0.0.1:4000/accept#token=abc', 'http://127.0.0.1:4000/help'],
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      },
    ]);
    expect(settledTimes()).toBe(1);
    const all = (await (await get('/_local/mail')).json()) as { items: unknown[] };
    expect(all.items).toHaveLength(3);
  });

  test('a mailbox page in which a mail can do no harm', async () => {
    const { mailbox, get } = await anOrigin();
    await mailbox.send({ to: 'ada@example.com', subject: '<script>alert(1)</script>', text: '<b>x</b>' });
    const page = await get('/_local/mailbox');
    const text = await page.text();
    expect(text).toContain('&#60;script&#62;alert(1)');
    expect(text).not.toContain('<script>');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

test('a server in which something breaks answers 500, continues, and tells the client nothing', async () => {
  const crashes: unknown[] = [];
  const breaking = async () => {
    throw new Error('secret');
  };
  const origin = await served(
    gatewayOrigin({
      api: breaking,
      openApi: '',
      identity: breaking,
      laptop: breaking,
      site: async (_, response) => response.end('fine'),
      onCrash: (thrown) => crashes.push(thrown),
    }),
  );
  const broken = await fetch(`${origin}/v1/me`);
  expect(broken.status).toBe(500);
  expect(await broken.json()).toMatchObject({
    code: 'internal_error',
    requestId: broken.headers.get('x-request-id'),
    detail: 'Something went wrong on our side.',
  });
  expect(crashes).toHaveLength(1);
  expect(await (await fetch(origin)).text()).toBe('fine');
});
