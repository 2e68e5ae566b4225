import { dropped, sent, unconditional, without, type BugsOfRaces } from './alterations.ts';

/** Bugs of service accounts. */
export const serviceAccountBugs: BugsOfRaces = {
  'a service account is deleted while it writes': {
    'a change by a service account that does not ask whether its secret is still alive': dropped(
      sent('ConditionCheck', 'SERVICE_ACCOUNTS'),
    ),
  },
  'a service account is demoted while it writes': {
    'a change by a service account that asks for a secret of any role': without(
      ' AND serviceAccounts.#id.#role = :admin',
    ),
  },
  'two service accounts are created where there is room for one': {
    'a service account that does not ask how many there are': without('size(serviceAccounts) < :max'),
  },
  'two service accounts are created where there is none': {
    'the first service account written over another first one': unconditional(
      sent('Put', 'SERVICE_ACCOUNTS'),
    ),
  },
  'a service account is renamed, demoted and deleted at once': {
    'a service account written over whatever it has become': without(
      'serviceAccounts.#id.version = :version',
    ),
  },
  'the expiry of a service account is moved while its reminder is noted': {
    'a reminder noted on an expiry that has moved: it is told too early, and told again': without(
      'serviceAccounts.#id.version = :version',
      ({ ExpressionAttributeValues = {} }) => Object.hasOwn(ExpressionAttributeValues, ':days'),
    ),
  },
};
