import * as z from 'zod/mini';
import { operations, type OperationId } from '../../lib/api/index.ts';
import type { Operation } from '../../lib/api/operation.ts';
import { problemsOf } from '../../lib/api/problems/of-operation.ts';
import { problems, type ProblemCode } from '../../lib/api/problem.ts';
import type { Answered } from './send.ts';

type Answer = Omit<Answered, 'bytes'>;

/** @throws when the document does not promise such an answer for the operation */
export function assertDocumented(id: OperationId, answer: Answer): void {
  const operation: Operation = operations[id];
  const { status, headers } = answer;
  if (!/^[\w-]{15}=$/.test(String(headers['x-request-id']))) throw new Error('It does not name its request');
  if (status < 300) assertAnswer(operation, answer);
  else assertProblem(problemsOf(operation), answer);
}

function assertAnswer(operation: Operation, { status, headers, text, body }: Answer): void {
  const { answer, download, versioned } = operation;
  if (status !== operation.status && !operation.alsoStatus?.includes(status))
    throw new Error('No such status');
  if (download !== undefined) {
    if (!headers['content-type']?.startsWith('text/csv;')) throw new Error('It is not CSV');
    if (headers['content-disposition'] === undefined) throw new Error('It is no file');
    if (!text.startsWith(`${Object.keys(download.line.shape).join(',')}\r\n`))
      throw new Error('Its first line does not name its fields');
    return;
  }
  if (answer === undefined) {
    if (text !== '') throw new Error('It has a body');
    return;
  }
  if (headers['content-type'] !== 'application/json') throw new Error('It is not JSON');
  if (versioned && !/^"\d+"$/.test(headers.etag ?? '')) throw new Error('It has no ETag');
  if (headers['cache-control'] !== 'no-store') throw new Error('It may be stored');
  if (JSON.stringify(answer.parse(body)) !== text) throw new Error('It holds more than its schema says');
}

function assertProblem(possible: readonly ProblemCode[], { status, headers, body }: Answer): void {
  const code = body['code'] as ProblemCode;
  if (!possible.includes(code)) throw new Error(`${code} is not documented here`);
  if (headers['content-type'] !== 'application/problem+json') throw new Error('It is no problem document');
  const { title, ...problem }: { status: number; title: string; extras?: object } = problems[code];
  if (problem.status !== status) throw new Error(`${code} does not have the status ${status}`);
  const needs = { 401: 'www-authenticate', 405: 'allow', 429: 'retry-after', 503: 'retry-after' }[status];
  if (needs !== undefined && headers[needs] === undefined) throw new Error(`It has no ${needs}`);
  if (headers['retry-after'] !== undefined && !/^[1-9]\d*$/.test(headers['retry-after']))
    throw new Error('Its Retry-After is no number of seconds');
  z.strictObject({
    type: z.literal(`/problems/${code}`),
    title: z.literal(title),
    status: z.literal(status),
    detail: z.string().check(z.minLength(1)),
    instance: z.string().check(z.regex(/^\/v1\/[\x21-\x7e]+$/)),
    code: z.literal(code),
    requestId: z.literal(String(headers['x-request-id'])),
    ...(problem.extras as Record<string, z.ZodMiniType> | undefined),
  }).parse(body);
}
