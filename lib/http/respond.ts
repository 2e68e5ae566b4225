import type { Operation } from '../api/operation.ts';
import { etag } from '../call.ts';
import { fileOf, type Part } from './download.ts';
import type { Result } from './event.ts';
import type { Outcome } from './idempotency.ts';

/**
 * The response, its answer checked against the row: what the document promises is what is sent.
 * @throws when the answer is not what the row says: a defect of ours.
 */
export function responseOf(operation: Operation, { answer, replayed = false }: Outcome): Result {
  const { body, version, status = operation.status } = answer;
  const headers = {
    ...(operation.versioned && version !== undefined && { etag: etag(version) }),
    ...(replayed && { 'idempotent-replayed': 'true' }),
  };
  const content = contentOf(operation, body);
  if (content === undefined) return { statusCode: status, headers };
  const cacheControl = operation.secret ? 'no-store' : 'private, no-cache';
  return {
    statusCode: status,
    headers: { 'cache-control': cacheControl, ...content.headers, ...headers },
    body: content.body,
  };
}

function contentOf({ answer, download }: Operation, body: unknown) {
  if (download !== undefined) return fileOf(download, body as Part);
  if (answer === undefined) return undefined;
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer.parse(body)) };
}
