import type { RawInvitation, TableContent } from './items.ts';

const MAX_OF_A_SENDER = 100;
const MAX_TO_AN_ADDRESS = 10;
const MAX_ALERTS_TO_AN_ADDRESS = 24;

/**
 * Invitations and mails are counted by the day, and never exceed the caps. An invitation that was replaced or sent again on
 * another day still counts, so the count is at least the number of that day's invitations.
 */
export function checkMails(
  { accounts, invitationsSent, mailsTo, alertsTo }: TableContent,
  now: number,
): string[] {
  const today = new Date(now).toISOString().slice(0, 10);
  const dayOf = ({ sentAt }: RawInvitation) => sentAt.slice(0, 10);
  // Counts of another day are forgotten.
  const invitations = [...accounts.values()]
    .flatMap((account) => account.invitations)
    .filter((invitation) => dayOf(invitation) === today);
  const addressOf = ({ email }: RawInvitation) => email.normalize('NFKC').trim().toLowerCase();
  return [
    ...compare(
      'invitations',
      invitationsSent,
      invitations.map((invitation) => `${invitation.invitedBy} ${dayOf(invitation)}`),
      MAX_OF_A_SENDER,
    ),
    ...compare(
      'mails',
      mailsTo,
      invitations
        .filter(({ unmailed }) => unmailed === undefined)
        .map((invitation) => `${addressOf(invitation)} ${dayOf(invitation)}`),
      MAX_TO_AN_ADDRESS,
    ),
    ...compare('alerts', alertsTo, [], MAX_ALERTS_TO_AN_ADDRESS),
  ];
}

function compare(
  what: string,
  counted: ReadonlyMap<string, number>,
  there: readonly string[],
  most: number,
): string[] {
  const tooMany = [...counted]
    .filter(([, count]) => count > most)
    .map(([of, count]) => `${count} ${what} of ${of} are counted, more than ${most}`);
  const tooFew = [...Map.groupBy(there, (of) => of)]
    .filter(([of, { length }]) => length > (counted.get(of) ?? 0))
    .map(([of, { length }]) => `${length} ${what} of ${of} are there, ${counted.get(of) ?? 0} are counted`);
  return [...tooMany, ...tooFew];
}
