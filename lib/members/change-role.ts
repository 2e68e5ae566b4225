import type { users } from '../api/routes/users.ts';
import { assertStillMember, replaceMembership, stillAdmin } from '../auth/membership.ts';
import { expectVersion, type UseCase } from '../request.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import { changeSeats } from './seats.ts';
import { readUser, userFacts, userView } from './user.ts';

/**
 * Makes a user an Admin or a Member. A demotion ends the invitations that they sent. When nothing differs, nothing is
 * written.
 */
export const changeRole: UseCase<(typeof users)['changeRole']> = async (request, context) => {
  const { accountId, userId } = request.params;
  const { role } = request.body;
  const before = await readUser(context.table, accountId, userId);
  const oneself = userId === request.caller.userId;
  if (oneself) assertStillMember(before, request.caller, 'admin');
  expectVersion(request, before.version);
  if (role === before.role) return { body: userView(before), version: before.version };

  const version = before.version + 1;
  const after = { ...before, role, adminSince: role === 'admin' ? version : undefined, version };
  const at = instant(context.clock.now());
  return commit(request, context, {
    account: accountId,
    // When two Admins demote each other, the later one is refused, because an Admin must remain.
    checksCaller: true,
    writes: [
      replaceMembership(before, after),
      changeSeats(accountId, { admins: role === 'admin' ? 1 : -1 }, at),
      ...(oneself ? [] : [stillAdmin(request.caller)]),
    ],
    event: {
      action: 'user.updated',
      target: { type: 'user', id: userId, name: after.name },
      before: userFacts(before),
      after: userFacts(after),
    },
    answer: { body: userView(after), version: after.version },
  });
};
