import type { users } from '../api/routes/users.ts';
import { Problem } from '../api/problem.ts';
import { replaceMembership, type FormerMemberItem } from '../auth/membership.ts';
import { commit } from '../change/commit.ts';
import type { Context } from '../context.ts';
import { dueAt } from '../due/due.ts';
import { dropFormerDue, fileFormer } from '../due/former-due.ts';
import { keys } from '../table/keys.ts';
import { read } from '../table/table.ts';
import { expectVersion, type Reply, type Request } from '../request.ts';

type RemoveUser = (typeof users)['removeUser'];

/**
 * Makes the next run of the sweeper erase someone who was removed earlier.
 * @returns the same answer when they are already erased
 * @throws not_found, admin_required
 */
export async function forgetSooner(
  request: Request<RemoveUser>,
  context: Context,
): Promise<Reply<RemoveUser>> {
  const { accountId, userId } = request.params;
  const { table, clock, settings } = context;
  const before = await read<FormerMemberItem>(table, keys.formerMember(accountId, userId));
  if (before === undefined) throw new Problem('not_found');
  if (request.caller.role !== 'admin') throw new Problem('admin_required');
  expectVersion(request, before.version);
  const reply: Reply<RemoveUser> = { body: undefined };
  const forgetAt = dueAt(clock.now() + settings.sweepSeconds * 1000);
  if (before.forgetAt === undefined || before.forgetAt <= forgetAt) return reply;
  const after: FormerMemberItem = { ...before, forgetAt, version: before.version + 1 };
  return commit(request, context, {
    account: accountId,
    writes: [
      replaceMembership(before, after),
      ...dropFormerDue(accountId, userId, before.forgetAt),
      fileFormer(accountId, userId, forgetAt),
    ],
    event: { action: 'user.forgotten', target: { type: 'user', id: userId, name: before.name } },
    answer: reply,
  });
}
