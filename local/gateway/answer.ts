import type { ServerResponse } from 'node:http';
import { Problem } from '../../lib/api/problem.ts';
import { headersOfAll } from '../../lib/http/headers.ts';
import { problemResponse } from '../../lib/http/problems.ts';
import { newRequestId } from './event.ts';

/** Headers of everything that is a page or part of one. */
export const pageHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
} as const;

export function answerJson(response: ServerResponse, value: unknown): void {
  response
    .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(value));
}

/**
 * A problem document like the API's, for answers without a function of the API. If the response already has a request
 * id, the document has the same one.
 */
export function answerProblem(response: ServerResponse, problem: Problem, path: string): void {
  const requestId = String(response.getHeader('x-request-id') ?? newRequestId());
  const { statusCode = 500, headers, body } = problemResponse(problem, { requestId, instance: path });
  response
    .writeHead(statusCode, { ...(headers as Record<string, string>), ...headersOfAll(requestId) })
    .end(body);
}

export function answerText(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, { ...pageHeaders, 'content-type': 'text/plain; charset=utf-8' })
    .end(`${text}\n`);
}

/** A page that needs nothing but the style sheets and the typeface of this origin. */
export function answerPage(response: ServerResponse, page: string, status = 200): void {
  const headers = {
    ...pageHeaders,
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  };
  response.writeHead(status, headers).end(page);
}
