import type { users } from '../api/routes/users.ts';
import { assertStillMember, replaceMembership, stillMember } from '../auth/membership.ts';
import { expectVersion, type UseCase } from '../call.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import { changeSeats } from './seats.ts';
import { readUser, userFacts, userView } from './user.ts';

/** Makes a user an Admin or a Member. A demotion ends the invitations that they sent. A change to what they are already is no change. */
export const changeRole: UseCase<(typeof users)['changeRole']> = async (call, world) => {
  const { accountId, userId } = call.params;
  const { role } = call.body;
  const before = await readUser(world.table, accountId, userId);
  const oneself = userId === call.caller.userId;
  if (oneself) assertStillMember(before, call.caller, 'admin');
  expectVersion(call, before.version);
  if (role === before.role) return { body: userView(before), version: before.version };

  const version = before.version + 1;
  const after = { ...before, role, adminSince: role === 'admin' ? version : undefined, version };
  const at = instant(world.clock.now());
  return commit(call, world, {
    account: accountId,
    // Of two Admins who demote each other, the one who is too late hears that an Admin must be left.
    as: 'checked',
    writes: [
      replaceMembership(before, after),
      changeSeats(accountId, { admins: role === 'admin' ? 1 : -1 }, at),
      ...(oneself ? [] : [stillMember(call.caller, 'admin')]),
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
