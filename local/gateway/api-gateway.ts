import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { Problem } from '../../lib/api/problem.ts';
import { answerProblem } from './answer.ts';
import { MAX_BYTES, readBody } from './body.ts';
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
  /** How long it may take, in milliseconds. Default 10,000. */
  readonly deadlineMs?: number;
}

export interface ApiGatewayOptions {
  /** The function for each route key, for example `GET /v1/me`; `$default` for all that match none. */
  readonly routes: Readonly<Record<string, ApiFunction>>;
  /** Gets the error that a function threw. The client does not see it. */
  readonly onCrash: (thrown: unknown, functionName: string) => void;
  /** How long every function may take, in milliseconds, in place of its own time. */
  readonly deadlineMs?: number;
}

/**
 * Replaces API Gateway's HTTP API. Functions get events in payload format 2.0 and return structured results. (AWS
 * would derive a missing status code; here it is an error.) Where AWS would answer with a `message` in JSON, the
 * answer is a problem document, so that on a laptop every refusal has the same form.
 */
export function apiGateway({ routes, onCrash, deadlineMs }: ApiGatewayOptions) {
  const find = routeFinder(Object.keys(routes));

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { path } = partsOf(request);
    const body = await readBody(request, MAX_BYTES);
    if (body === undefined) return answerProblem(response, new Problem('body_too_large'), path);

    const match = find(request.method ?? 'GET', path);
    const integration = match && routes[match.routeKey];
    if (match === undefined || integration === undefined)
      return answerProblem(response, new Problem('not_found'), path);

    const event = eventOf(request, body, match, Date.now());
    const { requestId } = event.requestContext;
    const { name, handler, deadlineMs: own } = integration;
    try {
      response.setHeader('apigw-requestid', requestId);
      send(response, await invoke(name, handler, event, deadlineMs ?? own));
    } catch (thrown) {
      onCrash(thrown, name);
      for (const header of response.getHeaderNames()) response.removeHeader(header);
      response.setHeader('x-request-id', requestId);
      answerProblem(response, new Problem('internal_error'), path);
    }
  };
}

/** @throws Error when the result is not one that the gateway can send */
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
