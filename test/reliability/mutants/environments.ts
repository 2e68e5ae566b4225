import {
  apart,
  at,
  dropped,
  sent,
  unconditional,
  valued,
  within,
  without,
  type BugsOfRaces,
} from './alterations.ts';

const reopening = valued(':state', (state) => (state === 'paused' ? 'open' : state));

/** Bugs of accounts, their environments, and what is allocated to them. */
export const environmentBugs: BugsOfRaces = {
  'two creates want more than the plan has left': {
    'an allocation that does not ask what the plan has left': without('unallocatedCalls >= :calls'),
    'an allocation that reads, adds up and writes: a lost update': {
      readFirst: ({ UpdateExpression = '' }) => UpdateExpression.includes('unallocatedCalls - :calls'),
    },
    'an audit event outside the transaction, written first': apart('before', within('AUDIT#')),
  },
  'two accounts are created where a person may create one more': {
    'an account more than a person may create': without('size(accounts) < :max'),
  },
  'two agents of one name are created, and one is deleted': {
    'a resource counted outside the transaction that creates it': apart('before', at('RESOURCE_COUNTS')),
  },
  'two creates take the same name': {
    'an environment that takes a name which is taken': unconditional(at('ENVIRONMENT_NAME#')),
  },
  'one create is sent twice at once under one Idempotency-Key': {
    'the record of an Idempotency-Key outside the transaction': apart('after', within('IDEMPOTENCY#')),
  },
  'the last two environments are deleted and hidden at once': {
    'no guard of the last visible environment': without('visibleCount > :one'),
  },
  'two edits of one environment each keep what the other changed': {
    'an edit that writes over whatever stands there': unconditional(sent('Put', 'ENVIRONMENT#')),
  },
  'an environment is deleted, restored and deleted permanently at once': {
    'a deleted environment without its due row': dropped(({ Item: item }) =>
      String(item?.['pk']).startsWith('DUE#'),
    ),
    'a deleted environment whose due row is not the one that the directory tells of': dropped(
      (write, kind) => kind === 'Update' && write.UpdateExpression === 'SET dueAt = :dueAt',
    ),
    'a restoration that leaves the deleted environment where it was': dropped(
      sent('Delete', 'DELETED_ENVIRONMENT#'),
    ),
  },
  'an environment that is paused is edited and reallocated while calls start': {
    'an edit or a reallocation that ends a pause': reopening,
  },
  'a pause meets another edit': {
    'an edit that does not see the pause that came between': unconditional(sent('Put', 'ENVIRONMENT#')),
  },
  'calls above a lowered limit end while their environment is paused, and the sweeper comes by': {
    'a settle that ends a pause': reopening,
  },
  'a suspension meets the creation of an environment': {
    'an environment created in an account that was suspended since': without('attribute_not_exists(#status)'),
  },
  'a suspension meets the restoration of an environment': {
    'an environment restored in an account that was suspended since': without(
      'attribute_not_exists(#status)',
    ),
  },
  'calls above a lowered limit end while their account is suspended': {
    'a suspension that does not see what an ended call has given back': unconditional(
      (write, kind) => sent('Put', 'ENVIRONMENT#')(write, kind) && write.Item?.['suspended'] === true,
    ),
  },
  'an account is suspended and resumed at once, while calls start': {
    'environments that follow a status which their account has no more': unconditional(
      (write, kind) =>
        at('ACCOUNT')(write, kind) &&
        /^(#status = :status|attribute_not_exists\(#status\))$/.test(write.ConditionExpression ?? ''),
    ),
  },
  'an account is closed while its last call ends and an environment is created': {
    'a closed account whose due row is lost': dropped(({ Item: item }) => item?.['what'] === 'account'),
    'a closed account that is removed before its 30 days': {
      write: (write) =>
        write.Item?.['purgeAt'] === undefined
          ? write
          : { ...write, Item: { ...write.Item, purgeAt: write.Item['statusSince'] } },
    },
  },
};
