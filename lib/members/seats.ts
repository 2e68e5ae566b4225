import type { AccountItem } from '../accounts/account.ts';
import type { AccountId } from '../api/schemas/ids.ts';
import { limits } from '../api/limits.ts';
import { Problem } from '../api/problem.ts';
import { Outdated } from '../request.ts';
import { keys } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { readRange } from '../table/table.ts';
import type { Write } from '../table/transact.ts';
import type { Context } from '../context.ts';
import { replaceInvitation, statesOf, withoutSeat, type InvitationItem } from '../invitations/invitation.ts';

/** What a change to users and invitations does to the counts of their account. */
export interface SeatsChange {
  readonly users?: number;
  readonly admins?: number;
  /**
   * Users and invitations together, because an invitation holds a seat for the user that it may become. At most one
   * more.
   */
  readonly seats?: number;
}

/**
 * Changes an account's counts, if they allow it: at least one Admin must remain, and no more seats can be taken than
 * there are.
 * @throws last_admin
 */
export function changeSeats(account: AccountId, change: SeatsChange, at: string): Write {
  const { users = 0, admins = 0, seats = 0 } = change;
  const conditions = ['attribute_exists(pk)'];
  if (admins < 0) conditions.push('adminCount > :one');
  if (seats > 0) conditions.push('seatCount < :most');
  return {
    Update: {
      Key: keys.account(account),
      UpdateExpression:
        'SET updatedAt = :at ADD userCount :users, adminCount :admins, seatCount :seats, version :one',
      ConditionExpression: conditions.join(' AND '),
      ExpressionAttributeValues: {
        ':users': users,
        ':admins': admins,
        ':seats': seats,
        ':one': 1,
        ':at': at,
        ...(seats > 0 && { ':most': limits.users }),
      },
    },
    // `takeSeat` handles the case that the seats have run out since they were counted, and may still find one.
    onConditionFailed: (standing?: AccountItem) =>
      admins < 0 && standing !== undefined && standing.adminCount <= 1
        ? new Problem('last_admin')
        : new Outdated(),
  };
}

/**
 * Finds a seat for one more: the writes that take it. When all are taken, it takes the seat of an invitation which can
 * no longer be accepted: so an expired invitation keeps its seat only until somebody else needs it.
 * @throws user_limit_reached
 */
export async function takeSeat(account: AccountItem, at: string, context: Context): Promise<Write[]> {
  if (account.seatCount < limits.users) return [changeSeats(account.id, { seats: 1 }, at)];
  const invitations = await readRange<InvitationItem>(context.table, ranges.invitations(account.id));
  const holding = invitations.filter(({ holdsSeat }) => holdsSeat);
  const states = await statesOf(holding, context);
  const idle = holding.find((_, index) => states[index] !== 'pending');
  if (idle === undefined) throw new Problem('user_limit_reached');
  return [replaceInvitation(idle, withoutSeat(idle, context.clock.now()))];
}
