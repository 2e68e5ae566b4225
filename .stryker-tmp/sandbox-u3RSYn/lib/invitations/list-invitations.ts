import type { users } from '../api/routes/users.ts';
import type { UseCase } from '../request.ts';
import { ranges } from '../table/ranges.ts';
import { readPage } from '../table/page.ts';
import { invitationView, statesOf, type InvitationItem, type InvitationState } from './invitation.ts';

/** Lists the invitations that were not accepted, in the order in which they were made. */
export const listInvitations: UseCase<(typeof users)['listInvitations']> = async (request, context) => {
  const { items, nextCursor } = await readPage<InvitationItem>(
    context.table,
    ranges.invitations(request.params.accountId),
    request.query,
    {
      FilterExpression: '#status <> :accepted',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':accepted': 'accepted' },
    },
  );
  const states = await statesOf(items, context);
  return {
    body: {
      items: items.map((item, index) => invitationView(item, states[index] as InvitationState)),
      nextCursor,
    },
  };
};
