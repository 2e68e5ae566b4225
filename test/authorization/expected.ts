import type { Operation } from '../../lib/api/operation.ts';
import type { ProblemCode } from '../../lib/api/problem.ts';
import type { Who } from './credentials.ts';

/**
 * What a row's columns promise to the sender of an otherwise right request: a problem, or success. Nothing here knows a
 * single operation by its name.
 */
export function expectedFor(operation: Operation, who: Who): ProblemCode | 'done' {
  if (who.kind === 'nobody') return 'unauthenticated';
  if (who.kind === 'key') return operation.caller === 'machine' ? 'done' : 'wrong_credential';
  if (who.kind === 'serviceAccount') return expectedForServiceAccount(operation, who);
  switch (operation.caller) {
    case 'machine':
      return 'wrong_credential';
    case 'operator':
      return who.groups?.includes('operators') ? 'done' : 'operator_required';
    case 'person':
      return isForOnePerson(operation) && !who.invited ? 'invitation_email_mismatch' : 'done';
    default:
      if (who.role === undefined) return 'not_found';
      return changesTheAccount(operation) && who.role !== 'admin' ? 'admin_required' : 'done';
  }
}

function expectedForServiceAccount(
  operation: Operation,
  { role, own }: Extract<Who, { kind: 'serviceAccount' }>,
): ProblemCode | 'done' {
  const { caller, personOnly } = operation;
  if (caller === 'machine') return 'wrong_credential';
  if (caller === 'operator') return 'operator_required';
  if (caller === 'person') return 'person_required';
  if (!own) return 'not_found';
  if (personOnly) return 'person_required';
  return changesTheAccount(operation) && role !== 'admin' ? 'admin_required' : 'done';
}

const changesTheAccount = ({ caller, effect }: Operation): boolean =>
  effect === 'write' || caller === 'admin';

/** What was sent to one person's address is not for anybody else. */
const isForOnePerson = ({ problems = [] }: Operation): boolean =>
  problems.includes('invitation_email_mismatch');
