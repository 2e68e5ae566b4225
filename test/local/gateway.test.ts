import { setTimeout as sleep } from 'node:timers/promises';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { apiGateway, type ApiFunction, type ApiGatewayOptions } from '../../local/gateway/api-gateway.ts';
import { routeFinder } from '../../local/gateway/routes.ts';
import { senderTo, type Answered, type Sent } from '../setup/send.ts';
import { served } from '../setup/served.ts';

const routeKeys = ['GET /v1/calls', 'POST /v1/calls', 'GET /v1/calls/{callId}', '$default'];

interface Gateway {
  readonly port: string;
  readonly crashes: unknown[];
  /** The last event and context that the function got. */
  seen(): { event: APIGatewayProxyEventV2; context: Context };
  send(sent?: Partial<Sent>): Promise<Answered>;
}

/** A gateway with one function behind all its routes. */
async function aGateway(
  handler: ApiFunction['handler'] = async () => ({ statusCode: 200 }),
  options: Partial<ApiGatewayOptions> = {},
): Promise<Gateway> {
  const crashes: unknown[] = [];
  let last: { event: APIGatewayProxyEventV2; context: Context } | undefined;
  const recording: ApiFunction = {
    name: 'recording',
    handler: (event, context) => {
      last = { event, context };
      return handler(event, context);
    },
  };
  const gateway = apiGateway({
    routes: Object.fromEntries(routeKeys.map((key) => [key, recording])),
    onCrash: (thrown) => crashes.push(thrown),
    ...options,
  });
  const origin = await served((request, response) => void gateway(request, response));
  const send = senderTo(origin);
  return {
    port: new URL(origin).port,
    crashes,
    seen() {
      if (last === undefined) throw new Error('No function was called');
      return last;
    },
    send: (sent) => send({ path: '/v1/calls', ...sent }),
  };
}

describe('the event', () => {
  test('is that of payload format 2.0, with nothing missing and nothing added', async () => {
    const gateway = await aGateway();
    const before = Date.now();
    await gateway.send({
      method: 'POST',
      path: '/v1/calls?limit=5&x=a%20b',
      headers: { 'Content-Type': 'application/json', 'User-Agent': 'dialler/1.0' },
      body: '{"id":"call-1"}',
    });
    const { event } = gateway.seen();
    expect(event).toEqual({
      version: '2.0',
      routeKey: 'POST /v1/calls',
      rawPath: '/v1/calls',
      rawQueryString: 'limit=5&x=a%20b',
      headers: {
        'content-type': 'application/json',
        'content-length': '15',
        'user-agent': 'dialler/1.0',
        host: `127.0.0.1:${gateway.port}`,
        'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-port': gateway.port,
        'x-forwarded-proto': 'http',
      },
      queryStringParameters: { limit: '5', x: 'a b' },
      requestContext: {
        accountId: '000000000000',
        apiId: 'local',
        domainName: '127.0.0.1',
        domainPrefix: '127',
        http: {
          method: 'POST',
          path: '/v1/calls',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'dialler/1.0',
        },
        requestId: expect.stringMatching(/^[\w-]{15}=$/),
        routeKey: 'POST /v1/calls',
        stage: '$default',
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
      },
      body: '{"id":"call-1"}',
      isBase64Encoded: false,
    });
    expect(event.requestContext.timeEpoch).toBeGreaterThanOrEqual(before);
    expect(event.requestContext.timeEpoch).toBeLessThanOrEqual(Date.now());
  });

  test('leaves out what the request does not have', async () => {
    const gateway = await aGateway();
    await gateway.send();
    const { event } = gateway.seen();
    for (const absent of ['body', 'cookies', 'queryStringParameters', 'pathParameters']) {
      expect(event).not.toHaveProperty(absent);
    }
    expect(event).toMatchObject({ rawQueryString: '', isBase64Encoded: false });
  });

  test('joins repeated headers by commas', async () => {
    const gateway = await aGateway();
    await gateway.send({ headers: { 'X-Tag': ['one', 'two'], 'If-Match': ['"1"', '"2"'] } });
    expect(gateway.seen().event.headers).toMatchObject({ 'x-tag': 'one,two', 'if-match': '"1","2"' });
  });

  test('keeps a second Authorization or Content-Type instead of dropping it', async () => {
    const gateway = await aGateway();
    await gateway.send({ headers: { Authorization: ['Bearer one', 'Bearer two'] } });
    expect(gateway.seen().event.headers['authorization']).toBe('Bearer one,Bearer two');
  });

  test('has cookies in a list, and not among the headers', async () => {
    const gateway = await aGateway();
    await gateway.send({ headers: { Cookie: 'a=1; b=2' } });
    expect(gateway.seen().event.cookies).toEqual(['a=1', 'b=2']);
    expect(gateway.seen().event.headers).not.toHaveProperty('cookie');
  });

  test('joins repeated query parameters by commas, and keeps the query as it was sent', async () => {
    const gateway = await aGateway();
    await gateway.send({ path: '/v1/calls?tag=a&tag=b%2Cc&empty=&plus=1+2' });
    expect(gateway.seen().event).toMatchObject({
      rawQueryString: 'tag=a&tag=b%2Cc&empty=&plus=1+2',
      queryStringParameters: { tag: 'a,b,c', empty: '', plus: '1 2' },
    });
  });

  test('has path parameters decoded, and an encoded slash does not split the path', async () => {
    const gateway = await aGateway();
    await gateway.send({ path: '/v1/calls/a%20b%2Fc%C3%A9' });
    expect(gateway.seen().event).toMatchObject({
      routeKey: 'GET /v1/calls/{callId}',
      rawPath: '/v1/calls/a b/cé',
      pathParameters: { callId: 'a b/cé' },
    });
  });

  test.each([
    ['application/octet-stream', Buffer.from([0, 255, 128])],
    ['application/x-www-form-urlencoded', Buffer.from('a=1')],
    ['application/problem+json', Buffer.from('{}')],
    [undefined, Buffer.from('{}')],
  ])('carries a body of type %s as base64', async (type, body) => {
    const gateway = await aGateway();
    await gateway.send({ method: 'POST', headers: type === undefined ? {} : { 'Content-Type': type }, body });
    expect(gateway.seen().event).toMatchObject({ isBase64Encoded: true, body: body.toString('base64') });
  });

  test.each(['application/json', 'Application/JSON; charset=utf-8', 'text/csv', 'application/xml'])(
    'carries a body of type %s as text',
    async (type) => {
      const gateway = await aGateway();
      await gateway.send({ method: 'POST', headers: { 'Content-Type': type }, body: '"é"' });
      expect(gateway.seen().event).toMatchObject({ isBase64Encoded: false, body: '"é"' });
    },
  );

  test('carries a compressed body as base64, whatever its type', async () => {
    const gateway = await aGateway();
    await gateway.send({
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
      body: '{}',
    });
    expect(gateway.seen().event.isBase64Encoded).toBe(true);
  });

  test('goes to $default when no route matches, with the requested method and path', async () => {
    const gateway = await aGateway();
    await gateway.send({ method: 'DELETE', path: '/v1/calls' });
    expect(gateway.seen().event).toMatchObject({
      routeKey: '$default',
      rawPath: '/v1/calls',
      requestContext: { routeKey: '$default', http: { method: 'DELETE', path: '/v1/calls' } },
    });
  });
});

describe('the context', () => {
  test('has an id for each request, and tells how much of the ten seconds is left', async () => {
    const gateway = await aGateway();
    await gateway.send();
    const { context: one } = gateway.seen();
    expect(one.getRemainingTimeInMillis()).toBeGreaterThan(9_000);
    expect(one.getRemainingTimeInMillis()).toBeLessThanOrEqual(10_000);
    await gateway.send();
    expect(gateway.seen().context.awsRequestId).not.toBe(one.awsRequestId);
    expect(one.awsRequestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('the response', () => {
  test('has the status, headers and body of the result', async () => {
    const gateway = await aGateway(async () => ({
      statusCode: 201,
      headers: { ETag: '"1"', 'X-Count': 3, 'X-Flag': true },
      body: '{"é":1}',
    }));
    const { status, headers, text } = await gateway.send();
    expect(status).toBe(201);
    expect(headers).toMatchObject({ etag: '"1"', 'x-count': '3', 'x-flag': 'true', 'content-length': '8' });
    expect(headers['apigw-requestid']).toBe(gateway.seen().event.requestContext.requestId);
    expect(text).toBe('{"é":1}');
  });

  test('has a Set-Cookie header for each cookie', async () => {
    const gateway = await aGateway(async () => ({ statusCode: 200, cookies: ['a=1; Secure', 'b=2'] }));
    expect((await gateway.send()).headers['set-cookie']).toEqual(['a=1; Secure', 'b=2']);
  });

  test('has the bytes of a base64 body', async () => {
    const bytes = Buffer.from([0, 255, 128]);
    const gateway = await aGateway(async () => ({
      statusCode: 200,
      headers: { 'content-type': 'image/png' },
      body: bytes.toString('base64'),
      isBase64Encoded: true,
    }));
    expect((await gateway.send()).bytes).toEqual(bytes);
  });

  test('has no body and no length after a 204', async () => {
    const gateway = await aGateway(async () => ({ statusCode: 204, headers: {} }));
    const { status, headers, bytes } = await gateway.send();
    expect(status).toBe(204);
    expect(headers).not.toHaveProperty('content-length');
    expect(bytes).toHaveLength(0);
  });
});

describe('failures', () => {
  /** A refusal of the gateway itself: a problem document with the same request id as its header. */
  async function problemOf(gateway: Gateway, sent?: Partial<Sent>) {
    const { status, headers, text, body } = await gateway.send(sent);
    const { code, requestId, ...document } = body;
    expect(headers['content-type']).toBe('application/problem+json');
    expect(requestId).toMatch(/^[\w-]{15}=$/);
    expect(headers['x-request-id']).toBe(requestId);
    expect(document).toMatchObject({ status, type: `/problems/${String(code)}` });
    return { status, code, text };
  }
  const internal = { status: 500, code: 'internal_error' };

  test('a function that throws answers 500, and reveals nothing of the error', async () => {
    const thrown = new Error('the secret is 42');
    const gateway = await aGateway(() => Promise.reject(thrown));
    const answer = await problemOf(gateway);
    expect(answer).toMatchObject(internal);
    expect(answer.text).not.toContain('42');
    expect(gateway.crashes).toEqual([thrown]);
  });

  test('a function that overruns its deadline answers 500', async () => {
    const gateway = await aGateway(
      async () => {
        await sleep(500, undefined, { ref: false });
        return { statusCode: 200 };
      },
      { deadlineMs: 50 },
    );
    expect(await problemOf(gateway)).toMatchObject(internal);
    expect(String(gateway.crashes[0])).toContain('timed out after 0.05 seconds');
  });

  test.each([
    ['no status code', {}],
    ['nothing', undefined],
    ['a header that HTTP does not allow', { statusCode: 200, headers: { 'x y': '1' } }],
  ])('a result with %s answers 500', async (_, result) => {
    const gateway = await aGateway(async () => result as never);
    expect(await problemOf(gateway)).toMatchObject(internal);
  });

  test('a body of more than 10 MB is refused with 413 and reaches no function', async () => {
    const gateway = await aGateway();
    const most = 10 * 1024 * 1024;
    const headers = { 'Content-Type': 'text/plain' };
    const tooLarge = await problemOf(gateway, { method: 'POST', headers, body: Buffer.alloc(most + 1, 'a') });
    expect(tooLarge).toMatchObject({ status: 413, code: 'body_too_large' });
    expect(() => gateway.seen()).toThrow('No function was called');
    const largest = await gateway.send({ method: 'POST', headers, body: Buffer.alloc(most, 'a') });
    expect(largest.status).toBe(200);
  });

  test('a path with a broken percent code is passed on as it was sent', async () => {
    const gateway = await aGateway();
    await gateway.send({ path: '/v1/calls/%zz%20' });
    expect(gateway.seen().event).toMatchObject({
      rawPath: '/v1/calls/%zz%20',
      pathParameters: { callId: '%zz%20' },
    });
  });

  test('without a $default route an unknown path gets 404 from the gateway itself', async () => {
    const gateway = await aGateway(undefined, { routes: {} });
    expect(await problemOf(gateway)).toMatchObject({ status: 404, code: 'not_found' });
  });
});

describe('the route', () => {
  const find = routeFinder([
    '$default',
    'ANY /v1/{rest+}',
    'ANY /v1/calls/{id}',
    'GET /v1/calls/{id}',
    'GET /v1/calls/live',
    'POST /v1/{kind}/live',
  ]);

  test.each([
    ['GET', '/v1/calls/live', 'GET /v1/calls/live', {}],
    ['GET', '/v1/calls/1', 'GET /v1/calls/{id}', { id: '1' }],
    ['PUT', '/v1/calls/1', 'ANY /v1/calls/{id}', { id: '1' }],
    // Its first segments decide before its last ones.
    ['POST', '/v1/calls/live', 'ANY /v1/calls/{id}', { id: 'live' }],
    ['POST', '/v1/jobs/live', 'POST /v1/{kind}/live', { kind: 'jobs' }],
    ['GET', '/v1/calls/1/2', 'ANY /v1/{rest+}', { rest: 'calls/1/2' }],
    ['GET', '/v1/calls/', 'ANY /v1/{rest+}', { rest: 'calls/' }],
    ['GET', '/v1', '$default', {}],
    ['GET', '/V1/calls/live', '$default', {}],
    ['GET', '/v1/%63alls/live', 'GET /v1/calls/live', {}],
  ])('of %s %s is the most specific that matches', (method, path, routeKey, pathParameters) => {
    expect(find(method, path)).toEqual({ routeKey, pathParameters });
  });
});
