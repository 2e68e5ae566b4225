import * as z from 'zod/mini';
import { keepsAnswer, type Operation } from '../operation.ts';
import type { ProblemCode } from '../problem.ts';

/** Every problem that an operation can answer with: its own and those that its columns imply. */
export function problemsOf(operation: Operation): ProblemCode[] {
  const {
    caller,
    personOnly,
    whateverStatus,
    effect,
    path,
    method,
    query,
    body,
    upload,
    versioned,
    problems = [],
  } = operation;
  const hasBody = body !== undefined || upload !== undefined;
  const changesAccount = effect === 'write' && !whateverStatus && (caller === 'member' || caller === 'admin');
  const paged = query instanceof z.ZodMiniObject && 'cursor' in query.shape;
  const implied: [ProblemCode, boolean][] = [
    ['unauthenticated', true],
    ['wrong_credential', true],
    ['person_required', caller === 'person' || personOnly === true],
    ['admin_required', caller === 'admin'],
    ['operator_required', caller === 'operator'],
    ['not_found', path.includes('{')],
    ['malformed_json', body !== undefined],
    ['body_too_large', hasBody],
    ['unsupported_media_type', hasBody],
    ['invalid_input', hasBody || query !== undefined],
    ['invalid_cursor', paged],
    ['invalid_idempotency_key', method === 'POST'],
    ['idempotency_key_reused', keepsAnswer(operation)],
    ['stale_version', versioned === true && method !== 'GET' && method !== 'POST'],
    ['account_suspended', changesAccount],
    ['account_closed', changesAccount],
    ['temporarily_unavailable', true],
  ];
  return [...new Set([...implied.filter(([, holds]) => holds).map(([code]) => code), ...problems])];
}
