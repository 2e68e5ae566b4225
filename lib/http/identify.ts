import type { AccountId } from '../api/schemas/ids.ts';
import { pathParameters, type Operation } from '../api/operation.ts';
import { Problem } from '../api/problem.ts';
import { environmentOfKey, isApiKey } from '../auth/api-key.ts';
import type { Caller, Machine, Operator, Person, ServiceAccount } from '../auth/caller.ts';
import { memberOf } from '../auth/membership.ts';
import { hashSecret } from '../auth/secret-format.ts';
import { isServiceSecret, serviceAccountOf } from '../auth/service-account.ts';
import { isKeyAlive } from '../gate/api-key.ts';
import type { Context } from '../context.ts';
import type { Event } from './event.ts';

/**
 * Identifies the caller, and checks that they may call the operation. The content of the request is not read before
 * that.
 */
export async function callerOf(operation: Operation, event: Event, context: Context): Promise<Caller> {
  const token = bearerToken(event);
  if (operation.caller === 'machine') return machine(token, context);
  if (isServiceSecret(token)) return serviceAccount(operation, event, await serviceAccountOf(token, context));

  const person = await signedIn(token, context);
  switch (operation.caller) {
    case 'person':
      return person;
    case 'operator':
      return operatorOf(person, context);
    default: {
      const member = await memberOf(context.table, person, accountInPath(event));
      if (operation.caller === 'admin' && member.role !== 'admin') throw new Problem('admin_required');
      return member;
    }
  }
}

/** @throws operator_required, person_required, not_found for another account than its own, admin_required */
function serviceAccount(operation: Operation, event: Event, caller: ServiceAccount): ServiceAccount {
  if (operation.caller === 'operator') throw new Problem('operator_required');
  if (operation.caller === 'person') throw new Problem('person_required');
  if (accountInPath(event) !== caller.accountId) throw new Problem('not_found');
  if (operation.personOnly) throw new Problem('person_required');
  if (operation.caller === 'admin' && caller.role !== 'admin') throw new Problem('admin_required');
  return caller;
}

const OPERATORS = 'operators';

/**
 * The token may be older than the person's removal from the group. When it does not name the group, no question is
 * needed; otherwise the user pool is asked.
 * @throws operator_required
 */
async function operatorOf(person: Person, { groupsOf }: Context): Promise<Operator> {
  const isOperator = person.groups.includes(OPERATORS) && (await groupsOf(person.userId)).includes(OPERATORS);
  if (!isOperator) throw new Problem('operator_required');
  return { ...person, kind: 'operator' };
}

/**
 * Access tokens and keys consist of these characters alone: a decoder would skip others, and so accept several
 * spellings of one token.
 */
function bearerToken(event: Event): string {
  const [, token] = /^Bearer ([\w.-]{1,8192})$/i.exec(event.headers['authorization'] ?? '') ?? [];
  if (token === undefined) throw new Problem('unauthenticated');
  return token;
}

/**
 * The key's checksum is checked here; the use case checks whether the key is valid, in the same request to the table
 * that does its work.
 */
async function machine(token: string, context: Context): Promise<Machine> {
  if (!isApiKey(token)) {
    await (isServiceSecret(token) ? serviceAccountOf(token, context) : context.people.identify(token));
    throw new Problem('wrong_credential');
  }
  return holderOf(token);
}

async function signedIn(token: string, context: Context): Promise<Person> {
  if (!isApiKey(token)) return context.people.identify(token);
  await assertAlive(holderOf(token), context);
  throw new Problem('wrong_credential');
}

/** @throws unauthenticated */
export async function assertAlive(holder: Machine, context: Context): Promise<void> {
  if (!(await isKeyAlive(holder, context))) throw new Problem('unauthenticated');
}

function holderOf(apiKey: string): Machine {
  const environmentId = environmentOfKey(apiKey);
  if (environmentId === undefined) throw new Problem('unauthenticated');
  return { kind: 'machine', environmentId, keyHash: hashSecret(apiKey) };
}

function accountInPath(event: Event): AccountId {
  const parsed = pathParameters.accountId.safeParse(event.pathParameters?.['accountId']);
  if (!parsed.success) throw new Problem('not_found');
  return parsed.data;
}
