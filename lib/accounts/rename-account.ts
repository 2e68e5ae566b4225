import type { accounts } from '../api/routes/accounts.ts';
import { expectVersion, type UseCase } from '../call.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import { accountView, readAccount, replaceAccount } from './account.ts';

export const renameAccount: UseCase<(typeof accounts)['renameAccount']> = async (call, world) => {
  const { name } = call.body;
  const before = await readAccount(world.table, call.params.accountId);
  expectVersion(call, before.version);
  if (name === before.name) return { body: accountView(before), version: before.version };

  const after = { ...before, name, updatedAt: instant(world.clock.now()), version: before.version + 1 };
  return commit(call, world, {
    account: before.id,
    writes: [replaceAccount(before, after)],
    event: {
      action: 'account.updated',
      target: { type: 'account', id: before.id, name },
      before: { name: before.name },
      after: { name },
    },
    answer: { body: accountView(after), version: after.version },
  });
};
