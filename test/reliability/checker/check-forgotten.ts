import type { AccountContent } from './items.ts';

/** The audit trail and the invitations contain neither name nor address of a forgotten user. */
export function checkForgotten(id: string, { formers, events, invitations }: AccountContent): string[] {
  const forgotten = new Set(
    formers.filter(({ forgetAt }) => forgetAt === undefined).map(({ userId }) => userId),
  );
  const facts = ({ before = {}, after = {} }: (typeof events)[number]) => ({ ...before, ...after });
  return [
    ...events
      .filter(
        (event) =>
          (event.actor.type === 'user' && forgotten.has(event.actor.id) && event.actor.email !== undefined) ||
          (forgotten.has(event.target.id) &&
            (event.target.name !== 'Former user' || 'email' in facts(event) || 'name' in facts(event))),
      )
      .map(({ action, actor, target }) => {
        const who = forgotten.has(target.id) ? target.id : actor.id;
        return `account ${id}: ${who} is forgotten, but ${action} in the trail tells who that was`;
      }),
    ...invitations
      .filter(({ invitedBy, inviterEmail }) => forgotten.has(invitedBy) && inviterEmail !== '')
      .map(
        (invitation) =>
          `account ${id}: ${invitation.invitedBy} is forgotten, but ${invitation.id} names them`,
      ),
  ];
}
