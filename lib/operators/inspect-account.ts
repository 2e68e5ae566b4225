import { accountView, readAccount } from '../accounts/account.ts';
import type { operators } from '../api/routes/operators.ts';
import type { MembershipItem } from '../auth/membership.ts';
import { readEnvironments } from '../environments/environment.ts';
import { environmentView } from '../environments/environment-view.ts';
import { readGatesOfAll } from '../gate/gate.ts';
import { lastUses } from '../gate/api-key.ts';
import { userView } from '../members/user.ts';
import { usageOfAccount } from '../reports/usage-of-account.ts';
import type { UseCase } from '../request.ts';
import { ranges } from '../table/ranges.ts';
import { readRange } from '../table/table.ts';
import { monthOf } from './month.ts';

/**
 * Everything that an operator needs to know about an account to help its users or to stop it: at most a hundred users
 * and forty environments.
 */
export const inspectAccount: UseCase<(typeof operators)['inspectAccount']> = async ({ params }, context) => {
  const { table, clock } = context;
  const account = await readAccount(table, params.accountId);
  const { month, ...period } = monthOf(undefined, clock.now());
  const [members, environments, { totals }] = await Promise.all([
    readRange<MembershipItem>(table, ranges.members(account.id)),
    readEnvironments(table, account.id),
    usageOfAccount(account.id, period, context),
  ]);
  const uses = lastUses([...(await readGatesOfAll(table, environments)).values()].flat());
  return {
    body: {
      ...accountView(account),
      statusReason: account.statusReason ?? null,
      statusSince: account.statusSince ?? null,
      purgeAt: account.purgeAt ?? null,
      createdBy: account.createdBy,
      members: members.map(userView),
      environments: environments.map((environment) => environmentView(environment, uses)),
      usage: { month, ...totals },
    },
    version: account.version,
  };
};
