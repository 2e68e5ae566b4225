import type * as z from 'zod/mini';
import type { Account, AccountStatus } from '../../api/routes/accounts.ts';
import { Problem } from '../../api/problem.ts';
import type { AccountId } from '../../api/schemas/ids.ts';
import type { AuditAction } from '../../api/audit-actions.ts';
import { commit } from '../../change/commit.ts';
import { instant } from '../../clock.ts';
import type { Context } from '../../context.ts';
import { fileAccount } from '../../due/account-due.ts';
import { dueAt } from '../../due/due.ts';
import type { Cause } from '../../request.ts';
import { accountView, readAccount, replaceAccount, statusOf, type AccountItem } from '../account.ts';
import { notInUseProblem } from './account-in-use.ts';
import { listAccount } from '../listed-account.ts';
import { assertFitsAgain, spreadStatus } from './spread-status.ts';

/** How long a closed account can be resumed, in milliseconds. */
export const RESUMABLE_MS = 30 * 24 * 3600 * 1000;

interface NewStatus {
  readonly status: AccountStatus;
  readonly reason?: string;
}

/**
 * Puts an account into another status. The answer comes when all environments have followed; if that is interrupted,
 * the sweeper completes it. When the account already has the status, a new reason is noted, and environments that have
 * not followed are changed.
 * @throws not_found, also for an account whose removal has begun; account_closed when a closed one is to be suspended;
 *   concurrency_allocation_exceeded when the plan no longer has room for what a closed one had
 */
export async function changeStatus(
  cause: Cause,
  id: AccountId,
  to: NewStatus,
  context: Context,
): Promise<{ readonly body: z.input<typeof Account>; readonly version: number }> {
  const before = await readAccount(context.table, id);
  if (statusOf(before) !== to.status || (to.reason ?? before.statusReason) !== before.statusReason) {
    await assertPossible(before, to, context);
    const after = withStatus(before, to, context.clock.now());
    const soon = dueAt(context.clock.now() + context.settings.sweepSeconds * 1000);
    // The answer contains what became of the environments, so it cannot be recorded before they have followed.
    await commit({ ...cause, idempotency: undefined }, context, {
      account: id,
      writes: [
        replaceAccount(before, after),
        listAccount(after),
        fileAccount(id, soon),
        ...(after.purgeAt === undefined ? [] : [fileAccount(id, dueAt(Date.parse(after.purgeAt)))]),
      ],
      event: {
        action: actions[to.status],
        target: { type: 'account', id, name: before.name },
        before: statusWithReason(before),
        after: statusWithReason(after),
      },
      answer: { body: undefined },
    });
  }
  await spreadStatus(id, cause, context);
  const account = await readAccount(context.table, id);
  return { body: accountView(account), version: account.version };
}

const actions: Readonly<Record<AccountStatus, AuditAction>> = {
  active: 'account.resumed',
  suspended: 'account.suspended',
  closed: 'account.closed',
};

const statusWithReason = (account: AccountItem) => ({
  status: statusOf(account),
  ...(account.statusReason !== undefined && { reason: account.statusReason }),
});

async function assertPossible(before: AccountItem, to: NewStatus, context: Context): Promise<void> {
  if (before.status !== 'closed') return;
  if (before.purgeAt === undefined || before.purgeAt <= instant(context.clock.now()))
    throw new Problem('not_found');
  if (to.status === 'closed') return;
  if (to.status === 'suspended') throw notInUseProblem(before);
  await assertFitsAgain(before, context);
}

function withStatus(before: AccountItem, { status, reason }: NewStatus, now: number): AccountItem {
  const { status: _, statusReason: __, statusSince: ___, purgeAt: ____, ...rest } = before;
  const account = { ...rest, updatedAt: instant(now), version: before.version + 1 };
  if (status === before.status)
    return { ...before, ...account, ...(reason !== undefined && { statusReason: reason }) };
  if (status === 'active') return account;
  return {
    ...account,
    status,
    statusSince: instant(now),
    ...(reason !== undefined && { statusReason: reason }),
    ...(status === 'closed' && { purgeAt: instant(now + RESUMABLE_MS) }),
  };
}
