import { keepsAnswer, type Operation } from '../../lib/api/operation.ts';

const text = (description: string, example: string, more: object = {}) => ({
  description,
  schema: { type: 'string', ...more },
  example,
});

/** The response headers of the API, each described once. */
export const headerComponents = {
  'X-Request-Id': text('The id of this request in the logs and in the audit', 'JKJaXmPLvHcESHA='),
  ETag: text('The version of the answer, for `If-Match`', '"3"'),
  'Idempotent-Replayed': text(
    'This is the answer that the same `Idempotency-Key` got before; nothing was done again, and a secret is not shown again',
    'true',
    { const: 'true' },
  ),
  'Cache-Control': text('No response may be stored', 'no-store', { const: 'no-store' }),
  'Content-Disposition': text('The answer is a file, with this name', 'attachment; filename="calls.csv"'),
  'Next-Cursor': text(
    'There is more: send this as `cursor`. Absent from the last file',
    'q2V1c29yIG9mIGFuIGV4YW1wbGU',
  ),
  'Retry-After': {
    description: 'Seconds to wait before another try',
    schema: { type: 'integer', minimum: 1 },
    example: 5,
  },
  'WWW-Authenticate': text('The way to authenticate', 'Bearer realm="berth"'),
} as const;

type HeaderName = keyof typeof headerComponents;

const references = (names: readonly HeaderName[]): Record<string, object> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** The headers of an operation's answer. */
export function headersOfAnswer(operation: Operation): Record<string, object> {
  const { versioned, answer, download } = operation;
  return references([
    'X-Request-Id',
    'Cache-Control',
    ...(versioned && answer !== undefined ? (['ETag'] as const) : []),
    ...(keepsAnswer(operation) ? (['Idempotent-Replayed'] as const) : []),
    ...(download ? (['Content-Disposition', 'Next-Cursor'] as const) : []),
  ]);
}

/** The headers of a problem with this status. */
export function headersOfProblem(status: number): Record<string, object> {
  return references([
    'X-Request-Id',
    'Cache-Control',
    ...(status === 401 ? (['WWW-Authenticate'] as const) : []),
    ...(status === 429 || status === 503 ? (['Retry-After'] as const) : []),
  ]);
}
