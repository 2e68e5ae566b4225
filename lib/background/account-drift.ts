import type { AccountItem } from '../accounts/account.ts';
import { listAccount, listedAccount } from '../accounts/listed-account.ts';
import { foldName } from '../api/schemas/fold-name.ts';
import type { EnvironmentId } from '../api/schemas/ids.ts';
import { Outdated } from '../request.ts';
import { fileAccount } from '../due/account-due.ts';
import { dueAt } from '../due/due.ts';
import { suspension } from '../environments/suspend-environment.ts';
import { isAsSeen, takeName } from '../environments/environment.ts';
import { keyOf, keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import type { Context } from '../context.ts';
import { accountTarget, type Drift } from './drift.ts';
import { dueDrifts } from './due-drift.ts';
import { environmentDrifts, leftBehind, stillSeen } from './environment-drift.ts';
import type { WholeAccount } from './read-account.ts';
import { addressDrifts, membershipDrifts } from './user-drift.ts';

const outdated = () => new Outdated();

/** Everything that is wrong with an account and what belongs to it, as far as this reading of it tells. */
export function driftsOf(whole: WholeAccount, context: Pick<Context, 'clock' | 'settings'>): Drift[] {
  return [
    ...twiceDrifts(whole),
    ...whole.environments.flatMap((environment) => environmentDrifts(whole, environment, context.clock)),
    ...whole.deleted.flatMap((environment) => leftBehind(whole, environment)),
    ...nameDrifts(whole),
    ...directoryDrifts(whole),
    ...orphanDrifts(whole),
    ...membershipDrifts(whole),
    ...addressDrifts(whole),
    ...dueDrifts(whole, context),
    ...countDrifts(whole),
    ...statusDrifts(whole),
  ];
}

/** An environment is deleted or not. When a deletion or a restoration was cut in two, what was written last is right. */
function twiceDrifts(whole: WholeAccount): Drift[] {
  return whole.environments.flatMap((environment): Drift[] => {
    const deleted = whole.deleted.find(({ id }) => id === environment.id);
    if (deleted === undefined) return [];
    const [later, earlier] =
      deleted.version > environment.version ? [deleted, environment] : [environment, deleted];
    return [
      {
        what: 'environment both deleted and not',
        target: { type: 'environment', id: environment.id, name: environment.name },
        stored: earlier.status,
        found: later.status,
        mend: {
          writes: [
            { Delete: { Key: keyOf(earlier), ...isAsSeen(earlier) }, onConditionFailed: outdated },
            stillSeen(later),
          ],
        },
      },
    ];
  });
}

/** Each name is held by the environment that bears it. */
function nameDrifts(whole: WholeAccount): Drift[] {
  const { id, environments, names } = whole;
  const bearers = Map.groupBy(environments, ({ name }) => foldName(name));
  const drift = (name: string, found: string | null, writes?: Write[]): Drift => ({
    what: 'environment name',
    target: accountTarget(whole),
    stored: { name, environment: names.get(name) ?? null },
    found: { name, environment: found },
    ...(writes && { mend: { writes } }),
  });
  const unheld = [...bearers].flatMap(([name, [bearer, ...others]]) => {
    if (bearer === undefined || (names.get(name) === bearer.id && others.length === 0)) return [];
    // Two of one name: which of them it is can't be told.
    if (others.length > 0) return [drift(name, 'several')];
    if (names.has(name)) return [];
    return [drift(name, bearer.id, [takeName(keys.environmentName(id, name), bearer.id), stillSeen(bearer)])];
  });
  const wrong = [...names].flatMap(([name, holder]) => {
    if (bearers.get(name)?.some((bearer) => bearer.id === holder)) return [];
    const environment = environments.find((one) => one.id === holder);
    const free: Write = {
      Delete: {
        Key: keys.environmentName(id, name),
        ConditionExpression: 'environmentId = :holder',
        ExpressionAttributeValues: { ':holder': holder },
      },
      onConditionFailed: outdated,
    };
    const checks = environment === undefined ? isNowhere(whole, holder) : [stillSeen(environment)];
    return [drift(name, bearers.get(name)?.[0]?.id ?? null, [free, ...checks])];
  });
  return [...unheld, ...wrong];
}

function isNowhere({ id }: WholeAccount, environment: EnvironmentId): Write[] {
  return [keys.environment(id, environment), keys.deletedEnvironment(id, environment)].map((Key) => ({
    ConditionCheck: { Key, ConditionExpression: 'attribute_not_exists(pk)' },
    onConditionFailed: outdated,
  }));
}

/** Each environment stands in the directory. */
function directoryDrifts(whole: WholeAccount): Drift[] {
  return [...whole.environments, ...whole.deleted]
    .filter(({ id }) => !whole.directory.has(id))
    .map((environment) => ({
      what: 'directory',
      target: accountTarget(whole),
      stored: null,
      found: environment.id,
      mend: {
        writes: [
          {
            Put: {
              Item: { ...keys.directory({ accountId: whole.id, environmentId: environment.id }) },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
            onConditionFailed: outdated,
          },
          stillSeen(environment),
        ],
      },
    }));
}

/** What is left of an environment that does not exist: gates that nobody could close any more, a row in the directory. */
function orphanDrifts(whole: WholeAccount): Drift[] {
  const known = new Set([...whole.environments, ...whole.deleted].map(({ id }) => id));
  return [...whole.gates.keys()]
    .filter((id) => !known.has(id) && (whole.directory.has(id) || (whole.gates.get(id) ?? []).length > 0))
    .map((id) => {
      const gates = whole.gates.get(id) ?? [];
      const isEmpty = gates.every(({ l }) => Object.keys(l).length === 0);
      const writes: Write[] = [
        ...isNowhere(whole, id),
        { Delete: { Key: keys.directory({ accountId: whole.id, environmentId: id }) } },
        ...gates.map((gate): Write => ({
          Delete: {
            Key: keyOf(gate),
            ConditionExpression: 'size(l) = :none',
            ExpressionAttributeValues: { ':none': 0 },
          },
          onConditionFailed: outdated,
        })),
      ];
      return {
        what: 'orphan',
        target: accountTarget(whole),
        stored: { environment: id, gates: gates.length },
        found: null,
        ...(isEmpty && { mend: { writes } }),
      };
    });
}

/** The counts on the account. Whatever changes one of them is told by its version or settlements, so they can't move unseen. */
function countDrifts(whole: WholeAccount): Drift[] {
  const { account, environments, deleted, members, invitations } = whole;
  if (account === undefined)
    return [
      { what: 'account', target: accountTarget(whole), stored: null, found: 'environments of an account' },
    ];
  const active = environments.filter(({ status }) => status === 'active');
  const users = members.filter(({ removedAt }) => removedAt === undefined);
  const reserved = environments.reduce((sum, { allocatedCalls }) => sum + allocatedCalls, 0);
  const found: Counts = {
    unallocatedCalls: account.planCalls - reserved,
    environmentCount: active.length,
    visibleCount: active.filter(({ hidden }) => !hidden).length,
    restorableCount:
      environments.length -
      active.length +
      deleted.filter(({ restorableUntil }) => restorableUntil !== undefined).length,
    userCount: users.length,
    adminCount: users.filter(({ role }) => role === 'admin').length,
    seatCount: users.length + invitations.filter(({ holdsSeat }) => holdsSeat).length,
  };
  const names = Object.keys(found) as (keyof Counts)[];
  const wrong = names.filter((name) => account[name] !== found[name]);
  const counts = wrong.length === 0 ? [] : [wrongCounts(whole, account, found, wrong)];
  return found.unallocatedCalls >= 0 ? counts : [...counts, overAllocated(whole, account, reserved)];
}

/** Where an account that stands in its status is looked for: in the list of all, and among what is due. */
function statusDrifts(whole: WholeAccount): Drift[] {
  const { account, listed, purgeDue } = whole;
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
  if (account.purgeAt !== undefined && !purgeDue) {
    const at = dueAt(Date.parse(account.purgeAt));
    drifts.push({
      what: 'due row of a closed account',
      target,
      stored: null,
      found: at,
      mend: { writes: [asItIs, fileAccount(account.id, at)] },
    });
  }
  return [...drifts, ...suspensionDrifts(whole, account)];
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
      target: { type: 'environment', id: environment.id, name: environment.name },
      stored: environment.suspended ?? false,
      found: suspended,
      mend: { writes: suspension(environment, gates.get(environment.id) ?? [], account) },
    }));
}

const checkVersion = ({ id, version }: AccountItem): Write => ({
  ConditionCheck: {
    Key: keys.account(id),
    ConditionExpression: 'version = :version',
    ExpressionAttributeValues: { ':version': version },
  },
  onConditionFailed: outdated,
});

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

/** More than the plan is held. Whose limit is to be lowered, or whether the plan is to be raised, is for people to say. */
const overAllocated = (whole: WholeAccount, { planCalls }: AccountItem, reserved: number): Drift => ({
  what: 'more allocated than the plan has',
  target: accountTarget(whole),
  stored: reserved,
  found: planCalls,
});
