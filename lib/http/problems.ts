import { Problem, problems, usualDetail } from '../api/problem.ts';
import type { Result } from './event.ts';

/**
 * An error as a problem document (RFC 9457), with the headers that its status requires. An error that is not a Problem
 * becomes `internal_error`, without details.
 */
export function problemResponse(
  thrown: unknown,
  { requestId, instance }: { requestId: string; instance: string },
): Result {
  const problem: Problem = thrown instanceof Problem ? thrown : new Problem('internal_error');
  const { code, details } = problem;
  const { status, title } = problems[code];
  const { detail = usualDetail(code), retryAfter, allow, ...extras } = details;
  const document = {
    type: `/problems/${code}`,
    title,
    status,
    detail,
    // The path is already decoded here; the `instance` of a problem is a URI reference, which must not contain every
    // character that a path can encode.
    instance: encodeURI(instance),
    code,
    requestId,
    ...extras,
  };
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      ...(status === 401 && { 'www-authenticate': 'Bearer realm="berth"' }),
      ...(retryAfter !== undefined && { 'retry-after': String(Math.max(1, Math.ceil(retryAfter))) }),
      ...(allow !== undefined && { allow: allow.join(', ') }),
    },
    body: JSON.stringify(document),
  };
}
