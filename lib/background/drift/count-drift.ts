import type { AccountItem } from '../../accounts/account.ts';
import { outdated } from '../../request.ts';
import { keys } from '../../table/keys.ts';
import type { WholeAccount } from '../read-account.ts';
import { accountTarget, type Drift } from './drift.ts';

/**
 * The counts on the account. Every change to one of them also changes its version or its settlements, so none goes
 * unnoticed.
 */
export function countDrifts(whole: WholeAccount): Drift[] {
  const { account, environments, deleted, members, invitations } = whole;
  if (account === undefined)
    return [
      { what: 'account', target: accountTarget(whole), stored: null, found: 'environments of an account' },
    ];
  const active = environments.filter(({ status }) => status === 'active');
  const reserved = environments.reduce((sum, { allocatedCalls }) => sum + allocatedCalls, 0);
  const found: Counts = {
    unallocatedCalls: account.planCalls - reserved,
    environmentCount: active.length,
    visibleCount: active.filter(({ hidden }) => !hidden).length,
    restorableCount:
      environments.length -
      active.length +
      deleted.filter(({ restorableUntil }) => restorableUntil !== undefined).length,
    userCount: members.length,
    adminCount: members.filter(({ role }) => role === 'admin').length,
    seatCount: members.length + invitations.filter(({ holdsSeat }) => holdsSeat).length,
  };
  const names = Object.keys(found) as (keyof Counts)[];
  const wrong = names.filter((name) => account[name] !== found[name]);
  const counts = wrong.length === 0 ? [] : [wrongCounts(whole, account, found, wrong)];
  return found.unallocatedCalls >= 0 ? counts : [...counts, overAllocated(whole, account, reserved)];
}

type Counts = Pick<
  AccountItem,
  | 'unallocatedCalls'
  | 'environmentCount'
  | 'visibleCount'
  | 'restorableCount'
  | 'userCount'
  | 'adminCount'
  | 'seatCount'
>;

function wrongCounts(
  whole: WholeAccount,
  account: AccountItem,
  found: Counts,
  wrong: readonly (keyof Counts)[],
): Drift {
  const only = (from: Counts) => Object.fromEntries(wrong.map((name) => [name, from[name]]));
  return {
    what: 'counts',
    target: accountTarget(whole),
    stored: only(account),
    found: only(found),
    mend: {
      writes: [
        {
          Update: {
            Key: keys.account(whole.id),
            UpdateExpression: `SET ${wrong.map((name) => `${name} = :${name}`).join(', ')} ADD settlements :one`,
            ConditionExpression: 'version = :version AND settlements = :settlements',
            ExpressionAttributeValues: {
              ...Object.fromEntries(wrong.map((name) => [`:${name}`, found[name]])),
              ':one': 1,
              ':version': account.version,
              ':settlements': account.settlements,
            },
          },
          onConditionFailed: outdated,
        },
      ],
    },
  };
}

/** The environments hold more than the plan has. People decide whether to lower a limit or to raise the plan. */
const overAllocated = (whole: WholeAccount, { planCalls }: AccountItem, reserved: number): Drift => ({
  what: 'more allocated than the plan has',
  target: accountTarget(whole),
  stored: reserved,
  found: planCalls,
});
