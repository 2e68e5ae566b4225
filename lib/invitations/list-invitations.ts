import type { users } from '../api/routes/users.ts';
import type { UseCase } from '../call.ts';
import { ranges } from '../table/keys.ts';
import { readPage } from '../table/page.ts';
import { invitationView, statesOf, type InvitationItem, type InvitationState } from './invitation.ts';

/** Lists the invitations that were not accepted, in the order in which they were made. */
export const listInvitations: UseCase<(typeof users)['listInvitations']> = async (call, world) => {
  const { items, nextCursor } = await readPage<InvitationItem>(
    world.table,
    ranges.invitations(call.params.accountId),
    call.query,
    {
      FilterExpression: '#status <> :accepted',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':accepted': 'accepted' },
    },
  );
  const states = await statesOf(items, world);
  return {
    body: {
      items: items.map((item, index) => invitationView(item, states[index] as InvitationState)),
      nextCursor,
    },
  };
};
