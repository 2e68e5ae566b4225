import { Problem, problems, usualDetail } from '../api/problem.ts';
import type { Layer, Result } from './exchange.ts';

/** Turns what was thrown into a problem document. What is not a Problem of ours is told as `internal_error`, and no more. */
export const problemDocuments = (): Layer => ({
  onError: (request) => {
    if (request.response) return;
    const { exchange, rawPath } = request.event;
    const problem = request.error instanceof Problem ? request.error : new Problem('internal_error');
    request.response = problemResponse(problem, { requestId: exchange.requestId, instance: rawPath });
  },
});

/** RFC 9457, with the headers that go with the status. */
export function problemResponse(
  problem: Problem,
  { requestId, instance }: { requestId: string; instance: string },
): Result {
  const { code, details } = problem;
  const { status, title } = problems[code];
  const { detail = usualDetail(code), retryAfter, allow, ...extras } = details;
  const document = {
    type: `/problems/${code}`,
    title,
    status,
    detail,
    // The path comes decoded; a member that is a reference to a resource may not hold whatever a path can encode.
    instance: encodeURI(instance),
    code,
    requestId,
    ...extras,
  };
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(status === 401 && { 'www-authenticate': 'Bearer realm="berth"' }),
      ...(retryAfter !== undefined && { 'retry-after': String(Math.max(1, Math.ceil(retryAfter))) }),
      ...(allow !== undefined && { allow: allow.join(', ') }),
    },
    body: JSON.stringify(document),
  };
}
