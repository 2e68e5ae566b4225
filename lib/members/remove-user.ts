import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../api/problem.ts';
import type { users } from '../api/routes/users.ts';
import {
  assertStillMember,
  moveToFormer,
  stillAdmin,
  type FormerMemberItem,
  type MembershipItem,
} from '../auth/membership.ts';
import { expectVersion, type Reply, type UseCase } from '../request.ts';
import { commit } from '../change/commit.ts';
import { instant, seconds, type Clock } from '../clock.ts';
import { keys } from '../table/keys.ts';
import { read } from '../table/table.ts';
import { dueAt } from '../due/due.ts';
import { fileFormer } from '../due/former-due.ts';
import { FORMER_SECONDS } from './forget-former.ts';
import { forgetSooner } from './forget-sooner.ts';
import { changeSeats } from './seats.ts';
import { userFacts } from './user.ts';

/**
 * Removes a user from the account; everyone may remove themselves. From the commit on their requests fail, and so do
 * the invitations that they sent, because these end with the membership of their sender. A function on the stream signs
 * them out.
 */
export const removeUser: UseCase<(typeof users)['removeUser']> = async (request, context) => {
  const { accountId, userId } = request.params;
  const { caller } = request;
  const oneself = userId === caller.userId;
  if (!oneself && caller.role !== 'admin') throw new Problem('admin_required');
  const before = await read<MembershipItem>(context.table, keys.member(accountId, userId));
  if (before === undefined) {
    if (request.query.forget) return forgetSooner(request, context);
    throw new Problem('not_found');
  }
  if (oneself) assertStillMember(before, caller, 'member');
  expectVersion(request, before.version);

  const now = context.clock.now();
  const sessionsValidFrom = seconds(now) + 1;
  const { sweepSeconds } = context.settings;
  const forgetAt = dueAt(now + (request.query.forget ? sweepSeconds : FORMER_SECONDS) * 1000);
  const after: FormerMemberItem = {
    ...before,
    ...keys.formerMember(accountId, userId),
    removedAt: instant(now),
    sessionsValidFrom,
    forgetAt,
    version: before.version + 1,
  };
  const reply: Reply<(typeof users)['removeUser']> = { body: undefined };
  await commit(request, context, {
    account: accountId,
    // When two Admins remove each other, the later one is refused, because an Admin must remain.
    checksCaller: true,
    writes: [
      ...moveToFormer(before, after),
      changeSeats(
        accountId,
        { users: -1, seats: -1, admins: before.role === 'admin' ? -1 : 0 },
        after.removedAt,
      ),
      ...(oneself ? [] : [stillAdmin(caller)]),
      { Delete: { Key: keys.accountOfUser(userId, accountId) } },
      fileFormer(accountId, userId, forgetAt),
    ],
    event: {
      action: 'user.removed',
      target: { type: 'user', id: userId, name: before.name },
      before: userFacts(before),
    },
    answer: reply,
  });
  await secondIsOver(sessionsValidFrom, context.clock);
  return reply;
};

/** Longer than the difference between two clocks of one region, and longer than a timer may fire early. */
const MARGIN_MS = 20;

/**
 * Sign-ins have a resolution of one second, so all sign-ins in the second of the removal are invalid for good. The
 * answer waits until that second is over, so that a sign-in after the answer is valid if the user is invited again.
 */
async function secondIsOver(next: number, clock: Clock): Promise<void> {
  await pause(Math.max(0, next * 1000 + MARGIN_MS - clock.now()));
}
