import { isUtf8 } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { isText } from './body.ts';
import { decoded, type Match } from './routes.ts';

/** Headers that concern one connection only, and are not passed on. */
const ofTheConnection = new Set([
  'connection',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * The event that a function gets for a request: payload format 2.0 of an HTTP API, on its stage `$default`.
 * @param now milliseconds since the epoch
 */
export function eventOf(
  request: IncomingMessage,
  body: Buffer,
  { routeKey, pathParameters }: Match,
  now: number,
): APIGatewayProxyEventV2 {
  const { path, query } = partsOf(request);
  const { cookie, ...headers } = headersOf(request);
  const method = request.method ?? 'GET';
  const queryStringParameters = queryParameters(query);
  const isPlain = isText(headers['content-type']) && !headers['content-encoding'];
  const text = body.length === 0 || (isPlain && isUtf8(body));
  // Decoded, in spite of its name, as in AWS.
  const rawPath = decoded(path);
  const host = headers['host'] ?? '';
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: query,
    ...(cookie !== undefined && { cookies: cookie.split(/; */) }),
    headers,
    ...(Object.keys(queryStringParameters).length > 0 && { queryStringParameters }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: host.replace(/:\d+$/, ''),
      domainPrefix: host.split(/[.:]/)[0] ?? '',
      http: {
        method,
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: newRequestId(),
      routeKey,
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now,
    },
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    ...(body.length > 0 && { body: body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: !text,
  };
}

/** Path and query of a request, as they were sent. */
export function partsOf({ url = '/' }: IncomingMessage): { path: string; query: string } {
  const mark = url.indexOf('?');
  return mark < 0 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}

/**
 * Names in lower case. When a header occurs several times, its values are joined by commas, or cookies by semicolons.
 */
function headersOf({ rawHeaders, socket }: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? '';
    const value = rawHeaders[at + 1] ?? '';
    if (ofTheConnection.has(name)) continue;
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}${name === 'cookie' ? '; ' : ','}${value}`;
  }
  return {
    ...headers,
    'x-amzn-trace-id': `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`,
    'x-forwarded-for': [headers['x-forwarded-for'], socket.remoteAddress].filter(Boolean).join(', '),
    'x-forwarded-port': String(socket.localPort ?? ''),
    'x-forwarded-proto': 'http',
  };
}

function queryParameters(query: string): Record<string, string> {
  const parameters = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) {
    parameters.set(name, [...(parameters.get(name) ?? []), value]);
  }
  return Object.fromEntries([...parameters].map(([name, values]) => [name, values.join(',')]));
}

/** As long as in AWS: 16 characters of base64. */
export const newRequestId = (): string => `${randomBytes(11).toString('base64url')}=`;

/** For example `12/Mar/2020:19:03:58 +0000`. */
function commonLogTime(now: number): string {
  const [, day, month, year, time] = new Date(now).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
