import { at, dropped, sent, unconditional, within, without, type BugsOfRaces } from './alterations.ts';

const UNDER_THE_CAP = 'attribute_not_exists(sent) OR sent < :most';

/** Bugs of users and invitations. */
export const userBugs: BugsOfRaces = {
  'an Admin is demoted while their writes are in flight': {
    'a write that does not ask again whether its author is an Admin': dropped(
      sent('ConditionCheck', 'MEMBER#'),
    ),
  },
  'two Admins leave at the same moment': {
    'no guard of the last Admin': without('adminCount > :one'),
  },
  'a user is removed while their role changes': {
    'a removal that does not look at what became of the user': unconditional(
      (write, kind) => kind !== 'Put' && at('MEMBER#')(write, kind),
    ),
  },
  'a former user comes back while an Admin has them forgotten': {
    'a request to forget someone that does not look at whether they came back': unconditional(
      sent('Put', 'FORMER_MEMBER#'),
    ),
  },
  'an acceptance meets a revocation': {
    'an acceptance that does not look at what became of the invitation': unconditional(at('INVITATION#')),
  },
  'an Admin of two accounts sends the last invitation of their day in both': {
    'invitations of a sender that are counted, and not held to their number': without(
      UNDER_THE_CAP,
      within('USER#'),
    ),
  },
  'two accounts send an address the last mail of its day': {
    'mails to an address that are counted, and not held to their number': without(
      UNDER_THE_CAP,
      within('ADDRESS#'),
    ),
    'mails to an address that nobody counts': dropped(within('ADDRESS#')),
  },
  'an acceptance meets the demotion of the Admin who invited, who is made Admin again': {
    'an acceptance that does not ask whether the sender is still an Admin': dropped(
      (write) => write.ConditionExpression?.startsWith('adminSince = :since') ?? false,
    ),
    'an acceptance that takes a sender who is an Admin again for one who never ceased to be':
      without('adminSince = :since'),
  },
};
