import type { accounts } from '../api/routes/accounts.ts';
import { expectVersion, type UseCase } from '../request.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import { accountView, readAccount, replaceAccount } from './account.ts';
import { listAccount } from './listed-account.ts';

export const renameAccount: UseCase<(typeof accounts)['renameAccount']> = async (request, context) => {
  const { name } = request.body;
  const before = await readAccount(context.table, request.params.accountId);
  expectVersion(request, before.version);
  if (name === before.name) return { body: accountView(before), version: before.version };

  const after = { ...before, name, updatedAt: instant(context.clock.now()), version: before.version + 1 };
  return commit(request, context, {
    account: before.id,
    writes: [replaceAccount(before, after), listAccount(after)],
    event: {
      action: 'account.updated',
      target: { type: 'account', id: before.id, name },
      before: { name: before.name },
      after: { name },
    },
    answer: { body: accountView(after), version: after.version },
  });
};
