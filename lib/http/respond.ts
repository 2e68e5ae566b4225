import { etag } from '../call.ts';
import type { FullExchange, Result } from './exchange.ts';

/**
 * The response to an exchange, its answer checked against the row: what the document promises is what is sent.
 * @throws when the answer is not what the row says: a defect of ours.
 */
export function responseOf({
  route: { operation },
  answer,
  replayed,
}: Pick<FullExchange, 'route' | 'answer'> & { replayed?: boolean }): Result {
  const { body, version, status = operation.status } = answer;
  const headers = {
    ...(operation.versioned && version !== undefined && { etag: etag(version) }),
    ...(replayed && { 'idempotent-replayed': 'true' }),
  };
  if (operation.answer === undefined) return { statusCode: status, headers };
  const checked = operation.answer.parse(body);
  const cacheControl = operation.secret ? 'no-store' : 'private, no-cache';
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json', 'cache-control': cacheControl, ...headers },
    body: JSON.stringify(checked),
  };
}
