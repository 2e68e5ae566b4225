import type { Item } from '../../../lib/table/table.ts';
import { checkCaps } from './check-caps.ts';
import { checkDue } from './check-due.ts';
import { checkForgotten } from './check-forgotten.ts';
import { checkEnvironment } from './check-environment.ts';
import { checkMails } from './check-mails.ts';
import { checkResources } from './check-resources.ts';
import { checkUsage } from './check-usage.ts';
import { sortOut, type AccountContent, type TableContent } from './items.ts';

/** How long usage is kept. */
const KEPT_MS = 400 * 24 * 3_600_000;

/**
 * All invariants of the whole table at any moment between two writes. It returns sentences about what is wrong, with the
 * numbers, or nothing.
 * @param now milliseconds since the epoch: which leases run and which keys are valid
 */
export function checkTable(items: readonly Item[], now: number): string[] {
  const content = sortOut(items);
  return [
    ...content.strays.map((key) => `nothing in this product has an item like ${key}`),
    ...[...content.accounts].flatMap(([id, account]) => checkAccount(id, account, content, now)),
    ...checkCreators(content),
    ...checkList(content),
    ...checkPointers(content),
    ...checkResources(content),
    ...checkMails(content, now),
    ...checkUsage(content),
    ...checkDue(content, now),
  ];
}

/** The list has the accounts that there are, and removed ones as long as their usage is kept. Nothing else of them is left. */
function checkList({ accounts, listed, removed, purgedUsage }: TableContent): string[] {
  return [
    ...[...listed.keys()]
      .filter((id) => accounts.get(id)?.account === undefined)
      .map((id) => `account ${id} is listed, but does not exist`),
    ...[...removed].flatMap(([id, { name, planName, planCalls, removedAt = '', ttl = 0 }]) => [
      ...(accounts.has(id) ? [`account ${id} was removed, and is still there`] : []),
      ...(name && planName && planCalls ? [] : [`account ${id}: its last bills do not say whose they are`]),
      ...(ttl * 1000 - Date.parse(removedAt) >= KEPT_MS && purgedUsage.has(id)
        ? []
        : [
            `account ${id}: was removed at ${removedAt}, and is listed until ${ttl} (${purgedUsage.has(id) ? 'used' : 'not used'})`,
          ]),
    ]),
    ...[...purgedUsage.keys()]
      .filter((id) => !removed.has(id) && accounts.get(id)?.account === undefined)
      .map((id) => `account ${id} does not exist, and its usage is in no bill`),
  ];
}

function checkAccount(id: string, own: AccountContent, content: TableContent, now: number): string[] {
  const { account, environments, members: users, formers, invitations, names, serviceAccounts } = own;
  if (account === undefined) return [`account ${id} has items but no account item`];
  const wrong: string[] = [];
  const closed = account.status === 'closed';
  const listing = `${folded(account.name)} ${account.status ?? 'active'}`;
  if (content.listed.get(id) !== listing)
    wrong.push(`account ${id}: is “${listing}”, but listed as “${String(content.listed.get(id))}”`);
  // Its removal has begun.
  if (closed && account.purgeAt === undefined) return wrong;
  const same = (what: string, stored: number, counted: number) => {
    if (stored !== counted)
      wrong.push(`account ${id}: ${what} is stored as ${stored}, but counted it is ${counted}`);
  };

  const standing = environments.filter(({ status }) => status !== 'deleted');
  const active = environments.filter(({ status }) => status === 'active');
  const reserved = standing.reduce((sum, { allocatedCalls }) => sum + allocatedCalls, 0);
  same('unallocatedCalls', account.unallocatedCalls, account.planCalls - reserved);
  if (reserved > account.planCalls)
    wrong.push(`account ${id}: its environments hold ${reserved} calls, the plan has ${account.planCalls}`);
  same('environmentCount', account.environmentCount, active.length);
  same('visibleCount', account.visibleCount, active.filter(({ hidden }) => !hidden).length);
  same(
    'restorableCount',
    account.restorableCount,
    environments.filter(
      ({ status, restorableUntil }) => status === 'draining' || restorableUntil !== undefined,
    ).length,
  );
  if (account.restorableCount > 100 && !closed)
    wrong.push(`account ${id}: ${account.restorableCount} environments can be restored`);
  if (!closed && (account.environmentCount < 1 || account.visibleCount < 1))
    wrong.push(`account ${id}: no environment is left, or none that is visible`);
  if (account.environmentCount > 40) wrong.push(`account ${id}: ${account.environmentCount} environments`);

  if (serviceAccounts.length > 20) wrong.push(`account ${id}: ${serviceAccounts.length} service accounts`);
  for (const { id: serviceAccount, role, secrets } of serviceAccounts) {
    const open = Object.values(secrets).filter(({ until }) => until === undefined);
    if (open.length !== 1 || Object.keys(secrets).length > 2)
      wrong.push(
        `${serviceAccount} has ${Object.keys(secrets).length} secrets, ${open.length} without an end`,
      );
    if (!['admin', 'member'].includes(role)) wrong.push(`${serviceAccount} is ${role}`);
  }

  const admins = users.filter(({ role }) => role === 'admin');
  same('userCount', account.userCount, users.length);
  same('adminCount', account.adminCount, admins.length);
  same(
    'seatCount',
    account.seatCount,
    users.length + invitations.filter(({ holdsSeat }) => holdsSeat).length,
  );
  if (users.length > 100) wrong.push(`account ${id}: ${users.length} users`);
  for (const { userId } of formers) {
    if (users.some((user) => user.userId === userId))
      wrong.push(`account ${id}: ${userId} is a user and a former one`);
  }
  if (content.createdAccounts.get(account.createdBy)?.has(id) !== true)
    wrong.push(`account ${id}: is not counted among those that ${account.createdBy} created`);
  if (admins.length === 0) wrong.push(`account ${id}: no Admin is left`);

  const listed = content.accountsOfUsers.filter((row) => row.account === id).map(({ user }) => user);
  for (const { userId } of users) {
    if (!listed.includes(userId)) wrong.push(`account ${id}: user ${userId} does not find it in their list`);
  }
  for (const user of listed) {
    if (!users.some(({ userId }) => userId === user))
      wrong.push(`account ${id}: stands in the list of ${user}, who is no user`);
  }
  for (const { id: invitation, email, status } of invitations) {
    const address = own.addresses.get(email.normalize('NFKC').trim().toLowerCase());
    if (status === 'open' && address !== invitation)
      wrong.push(`account ${id}: invitation ${invitation} is open, but its address notes ${String(address)}`);
  }

  const taken = new Map(standing.map((environment) => [folded(environment.name), environment.id]));
  if (taken.size < standing.length) wrong.push(`account ${id}: two environments have the same name`);
  for (const [name, environment] of taken) {
    if (names.get(name) !== environment)
      wrong.push(`account ${id}: the name “${name}” of ${environment} belongs to ${String(names.get(name))}`);
  }
  for (const [name, environment] of names) {
    if (!taken.has(name))
      wrong.push(`account ${id}: the name “${name}” is held by ${environment}, which does not bear it`);
  }
  for (const environment of environments) {
    const gates = content.environments.get(environment.id);
    wrong.push(
      ...checkEnvironment(id, environment, gates, now),
      ...checkCaps(environment, gates?.gates ?? [], campaignLimitsOf(content.resources, environment.id)),
    );
    if (content.directory.get(environment.id)?.account !== id)
      wrong.push(`environment ${environment.id} is not in the directory`);
  }
  return [...wrong, ...checkTrail(id, own), ...checkForgotten(id, own)];
}

/** The form in which two equal names are the same. */
const folded = (name: string) => name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');

/** The audit trail has every version of everything that was changed, once, and nothing else. */
function checkTrail(id: string, { events, environments, members, formers }: AccountContent): string[] {
  const wrong: string[] = [];
  const expect = (what: string, version: number, told: number) => {
    if (version !== told)
      wrong.push(`account ${id}: ${what} is in version ${version}, the audit trail tells of ${told} changes`);
  };
  const first = events.filter(({ action }) => action === 'account.created');
  if (first.length !== 1) wrong.push(`account ${id}: ${first.length} events tell of its creation`);
  const creator = first[0]?.actor.id;

  for (const { id: environment, version } of environments) {
    const told = events.filter(({ action, target, before = {}, after = {} }) => {
      if (action.startsWith('api_key.'))
        return [before['environmentId'], after['environmentId']].includes(environment);
      if (action === 'concurrency.reallocated') return environment in after;
      if (action === 'plan.changed') return Object.keys(after['environments'] ?? {}).includes(environment);
      return target.type === 'environment' && target.id === environment;
    }).length;
    const untold = events.some(
      ({ action, target }) => action === 'environment.created' && target.id === environment,
    );
    // The first environment of an account is part of the event of the account's creation.
    expect(`environment ${environment}`, version, told + (untold ? 0 : 1));
  }
  for (const { userId, version } of [...members, ...formers]) {
    const told = events.filter(({ action, target, after = {} }) =>
      action === 'invitation.accepted'
        ? after['userId'] === userId
        : action.startsWith('user.') && target.id === userId,
    ).length;
    expect(`user ${userId}`, version, told + (userId === creator ? 1 : 0));
  }
  // An operator's plan for a large account lowers limits in several steps.
  const requests = events
    .filter(
      ({ actor, action }) =>
        actor.type !== 'system' && !(actor.type === 'operator' && action === 'concurrency.reallocated'),
    )
    .map(({ requestId }) => requestId);
  if (new Set(requests).size < requests.length)
    wrong.push(`account ${id}: one request stands in the audit trail twice`);
  return wrong;
}

/** Nobody has created more accounts than one person may, and all counted ones exist. */
function checkCreators({ accounts, createdAccounts }: TableContent): string[] {
  return [...createdAccounts].flatMap(([user, created]) => [
    ...(created.size > 10 ? [`user ${user} has created ${created.size} accounts`] : []),
    ...[...created]
      .filter((account) => accounts.get(account)?.account?.createdBy !== user)
      .map((account) => `user ${user} counts the account ${account}, which is not one of theirs`),
  ]);
}

/** Nothing points to something that does not exist. */
function checkPointers({ accounts, environments, directory, due }: TableContent): string[] {
  // Told of a purged environment, and still to be looked for.
  const late = new Set(due.filter(({ what }) => what === 'late').map(({ environment }) => environment));
  const known = new Set(
    [...accounts.values()].flatMap((account) => account.environments.map(({ id }) => id)),
  );
  const purged = new Set(
    [...accounts.values()].flatMap(({ events }) =>
      events.filter(({ action }) => action === 'environment.purged').map(({ target }) => target.id),
    ),
  );
  const told = [...accounts.values()].flatMap(({ events }) =>
    events.filter(({ target }) => target.type === 'environment').map(({ target }) => target.id),
  );
  return [
    ...[...environments.keys()]
      .filter((id) => !known.has(id) && !late.has(id))
      .map((id) => `gates, calls or usage of ${id}, which does not exist`),
    ...[...directory.keys()]
      .filter((id) => !known.has(id))
      .map((id) => `the directory names ${id}, which does not exist`),
    ...[...new Set(told)]
      .filter((id) => !known.has(id) && !purged.has(id))
      .map((id) => `the audit trail tells of ${id}, which does not exist and was not purged`),
  ];
}

/** The limits that the running campaigns of an environment have. */
function campaignLimitsOf(resources: readonly Item[], environment: string): Map<string, number> {
  return new Map(
    resources
      .filter(({ pk, sk }) => pk === `ENVIRONMENT#${environment}` && String(sk).startsWith('CAMPAIGN#'))
      .filter(({ status, maxConcurrentCalls }) => status === 'running' && maxConcurrentCalls !== null)
      .map(({ id, maxConcurrentCalls }) => [String(id), Number(maxConcurrentCalls)]),
  );
}
