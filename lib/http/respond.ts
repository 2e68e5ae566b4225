import { etag } from '../request.ts';
import type { Result } from './event.ts';
import type { Part } from './files/download.ts';
import type { Outcome } from './idempotency.ts';
import type { Route } from './route.ts';

/**
 * The response, its body checked against the row, so that every response is as documented.
 * @throws when the body does not match the row, which is a defect.
 */
export function responseOf(route: Pick<Route, 'operation' | 'files'>, outcome: Outcome): Result {
  const { operation } = route;
  const { answer: reply, replayed = false } = outcome;
  const { body, version, status = operation.status } = reply;
  const headers = {
    ...(operation.versioned && version !== undefined && { etag: etag(version) }),
    ...(replayed && { 'idempotent-replayed': 'true' }),
  };
  const content = contentOf(route, body);
  if (content === undefined) return { statusCode: status, headers };
  return {
    statusCode: status,
    headers: { ...content.headers, ...headers },
    body: content.body,
  };
}

function contentOf({ operation, files }: Pick<Route, 'operation' | 'files'>, body: unknown) {
  const { answer, download } = operation;
  if (download !== undefined) return files.fileOf?.(download, body as Part);
  if (answer === undefined) return undefined;
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer.parse(body)) };
}
