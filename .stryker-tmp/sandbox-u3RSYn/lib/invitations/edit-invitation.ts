import type { users } from '../api/routes/users.ts';
import { expectVersion, type UseCase } from '../request.ts';
import { commit } from '../change/commit.ts';
import {
  assertState,
  invitationFacts,
  invitationView,
  readInvitation,
  replaceInvitation,
} from './invitation.ts';

/** Changes the role that a pending invitation offers. Its link stays the same. */
export const editInvitation: UseCase<(typeof users)['editInvitation']> = async (request, context) => {
  const { accountId, invitationId } = request.params;
  const { role } = request.body;
  const { invitation: before, state } = await readInvitation(accountId, invitationId, context);
  expectVersion(request, before.version);
  assertState(state);
  if (role === before.role) return { body: invitationView(before, state), version: before.version };

  const after = { ...before, role, version: before.version + 1 };
  return commit(request, context, {
    account: accountId,
    writes: [replaceInvitation(before, after)],
    event: {
      action: 'invitation.updated',
      target: { type: 'invitation', id: invitationId, name: after.email },
      before: invitationFacts(before),
      after: invitationFacts(after),
    },
    answer: { body: invitationView(after, state), version: after.version },
  });
};
