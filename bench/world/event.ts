import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { Operation } from '../../lib/api/operation.ts';

/** What a request of an operation contains. */
export interface Sent {
  /** An access token or an API key. */
  readonly as?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Instead of a body that becomes JSON, the text as it is. */
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request as API Gateway passes it to a function (payload format 2.0), and the context that Lambda adds. */
export function eventFor(
  { method, path }: Pick<Operation, 'method' | 'path'>,
  { as, params = {}, query = {}, body, raw, headers = {} }: Sent,
): { event: APIGatewayProxyEventV2; context: Context } {
  const rawPath = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
  const requestId = randomUUID();
  const event = {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: {
      ...(as !== undefined && { authorization: `Bearer ${as}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    pathParameters: params,
    queryStringParameters: query,
    requestContext: {
      accountId: '000000000000',
      apiId: 'bench',
      domainName: 'bench',
      domainPrefix: 'bench',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'bench' },
      requestId,
      routeKey: `${method} ${path}`,
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(raw !== undefined && { body: raw }),
    isBase64Encoded: false,
  } as APIGatewayProxyEventV2;
  return {
    event,
    context: {
      functionName: 'bench',
      awsRequestId: requestId,
      getRemainingTimeInMillis: () => 10_000,
    } as Context,
  };
}
