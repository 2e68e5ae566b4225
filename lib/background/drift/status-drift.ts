import type { AccountItem } from '../../accounts/account.ts';
import { listAccount, listedAccount } from '../../accounts/listed-account.ts';
import { fileAccount } from '../../due/account-due.ts';
import { suspension } from '../../environments/suspend-environment.ts';
import { outdated } from '../../request.ts';
import { keys } from '../../table/keys.ts';
import type { Write } from '../../table/transact.ts';
import type { WholeAccount } from '../read-account.ts';
import { accountTarget, environmentTarget, type Drift } from './drift.ts';
import { ifVersion } from '../../table/write.ts';

/** The rows that follow the status of an account: its entry in the list of all accounts, and its due rows. */
export function statusDrifts(whole: WholeAccount): Drift[] {
  const { account, listed } = whole;
  if (account === undefined) return [];
  const target = accountTarget(whole);
  const asItIs = checkVersion(account);
  const wanted = listedAccount(account);
  const drifts: Drift[] = [];
  if (listed?.folded !== wanted.folded || listed.status !== wanted.status)
    drifts.push({
      what: 'list of accounts',
      target,
      stored: listed?.folded ?? null,
      found: wanted.folded,
      mend: { writes: [asItIs, listAccount(account)] },
    });
  return [...drifts, ...suspensionDrifts(whole, account)];
}

/** Nobody would check the account when it must be checked. */
export function lostDueDrifts(whole: WholeAccount): Drift[] {
  const { account, lostDues } = whole;
  if (account === undefined) return [];
  return lostDues.map((at) => ({
    what: 'due row of an account',
    target: accountTarget(whole),
    stored: null,
    found: at,
    mend: { writes: [checkVersion(account), fileAccount(account.id, at)] },
  }));
}

/** A backup may have been made while environments followed their account into a suspension, or out of it. */
function suspensionDrifts({ environments, gates }: WholeAccount, account: AccountItem): Drift[] {
  if (account.status === 'closed') return [];
  const suspended = account.status === 'suspended';
  return environments
    .filter(
      (environment) => environment.status === 'active' && (environment.suspended ?? false) !== suspended,
    )
    .map((environment) => ({
      what: 'suspension',
      target: environmentTarget(environment),
      stored: environment.suspended ?? false,
      found: suspended,
      mend: { writes: suspension(environment, gates.get(environment.id) ?? [], account) },
    }));
}

const checkVersion = (account: AccountItem): Write => ({
  ConditionCheck: { Key: keys.account(account.id), ...ifVersion(account) },
  onConditionFailed: outdated,
});
