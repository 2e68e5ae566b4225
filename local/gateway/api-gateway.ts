import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { MOST_BYTES, readBody } from './body.ts';
import { eventOf, partsOf } from './event.ts';
import { invoke } from './invocation.ts';
import { routeFinder } from './routes.ts';

/** A function behind the gateway. */
export interface ApiFunction {
  readonly name: string;
  readonly handler: (
    event: APIGatewayProxyEventV2,
    context: Context,
  ) => Promise<APIGatewayProxyStructuredResultV2>;
}

export interface ApiGatewayOptions {
  /** The function for each route key, for example `GET /v1/me`; `$default` for all that match none. */
  readonly routes: Readonly<Record<string, ApiFunction>>;
  /** Takes what a function threw. The client learns nothing of it. */
  readonly onCrash: (thrown: unknown, functionName: string) => void;
  /** How long a function may take, in milliseconds. Default 10,000. */
  readonly deadlineMs?: number;
}

/**
 * Stands in for API Gateway's HTTP API: events of payload format 2.0 in, structured results out, and AWS's own answers
 * where AWS answers by itself. (Results without a status code, which AWS tries to make something of, are errors here.)
 */
export function apiGateway({ routes, onCrash, deadlineMs }: ApiGatewayOptions) {
  const find = routeFinder(Object.keys(routes));

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request, MOST_BYTES);
    if (body === undefined) return answerItself(response, 413, 'Request Entity Too Large');

    let event: APIGatewayProxyEventV2 | undefined;
    try {
      const match = find(request.method ?? 'GET', partsOf(request).path);
      event = match && eventOf(request, body, match, Date.now());
    } catch (thrown) {
      if (thrown instanceof URIError) return answerItself(response, 400, 'Bad Request');
      throw thrown;
    }
    const integration = event && routes[event.routeKey];
    if (event === undefined || integration === undefined) return answerItself(response, 404, 'Not Found');

    response.setHeader('apigw-requestid', event.requestContext.requestId);
    const { name, handler } = integration;
    try {
      send(response, await invoke(name, handler, event, deadlineMs));
    } catch (thrown) {
      onCrash(thrown, name);
      answerItself(response, 500, 'Internal Server Error');
    }
  };
}

/** @throws Error when the result is none that the gateway can send */
function send(response: ServerResponse, result: APIGatewayProxyStructuredResultV2 | null | undefined): void {
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = result ?? {};
  if (!Number.isInteger(statusCode)) throw new Error('The function answered without a status code');
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.statusCode = statusCode as number;
  if (statusCode !== 204 && statusCode !== 304) response.setHeader('content-length', bytes.length);
  response.end(bytes);
}

/** What AWS says when it does not ask a function, or gets nothing from it. */
export function answerItself(response: ServerResponse, status: number, message: string): void {
  for (const name of response.getHeaderNames()) {
    if (name !== 'apigw-requestid') response.removeHeader(name);
  }
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
}
