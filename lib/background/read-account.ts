import type { AccountItem } from '../accounts/account.ts';
import type { ListedAccountItem } from '../accounts/listed-account.ts';
import type { AccountId, CampaignId, EnvironmentId, UserId } from '../api/schemas/ids.ts';
import type { MembershipItem } from '../auth/membership.ts';
import type { ServiceAccountsItem } from '../auth/service-account.ts';
import { campaignLimitsOf, type CampaignItem } from '../campaigns/campaign.ts';
import type { DirectoryItem, DueAt, DueItem } from '../due/due.ts';
import {
  withLaterFields,
  type DeletedEnvironmentItem,
  type EnvironmentItem,
} from '../environments/environment.ts';
import { readGates, type GateItem } from '../gate/gate.ts';
import { isGateMade } from '../gate/lease.ts';
import type { NamedCallItem } from '../gate/named-call.ts';
import type { InvitationItem } from '../invitations/invitation.ts';
import type { InvitedAddressItem } from '../invitations/invited-address.ts';
import { addressIn, gateAt, keys, kindOf, namedCallIn, nameIn, placeIn } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { readMany, readRange, type Table } from '../table/table.ts';
import type { Context } from '../context.ts';
import { lostDues } from './lost-dues.ts';
import { readFormers, unread, type Formers } from './read-formers.ts';

type Keyed = { readonly pk: string; readonly sk: string };

/**
 * Everything that is stored for an account, except its audit trail and most of its resources, and its former members
 * unless the reading was thorough.
 */
export interface WholeAccount extends Formers {
  readonly id: AccountId;
  /** Undefined when only items that belong to it are left. */
  readonly account: AccountItem | undefined;
  /** Its entry in the list of all accounts. */
  readonly listed: ListedAccountItem | undefined;
  /** The instants at which it must be checked and no row is due. */
  readonly lostDues: readonly DueAt[];
  readonly environments: readonly EnvironmentItem[];
  readonly deleted: readonly DeletedEnvironmentItem[];
  /** Of the environments, and of those that do not exist although the directory or a name refers to them. */
  readonly gates: ReadonlyMap<EnvironmentId, readonly GateItem[]>;
  /** The limits that running campaigns have, by environment; undefined unless the reading was thorough. */
  readonly campaignLimits: ReadonlyMap<EnvironmentId, ReadonlyMap<CampaignId, number>> | undefined;
  /** The gates of named calls according to their rows, in environments with several gates, by environment and name. */
  readonly rows: ReadonlyMap<EnvironmentId, ReadonlyMap<string, NamedCallItem>>;
  /** Environment by folded name. */
  readonly names: ReadonlyMap<string, EnvironmentId>;
  readonly members: readonly MembershipItem[];
  /** Users, former ones if they are read, and those who accepted an invitation, whose list of accounts contains it. */
  readonly listedBy: ReadonlySet<UserId>;
  readonly invitations: readonly InvitationItem[];
  /** The items of the addresses of invitations, by folded address. */
  readonly addresses: ReadonlyMap<string, InvitedAddressItem>;
  readonly directory: ReadonlyMap<EnvironmentId, DirectoryItem>;
  /** The due rows according to the directory, by environment. */
  readonly due: ReadonlyMap<EnvironmentId, DueItem>;
}

export const isOpen = ({ status }: InvitationItem): boolean => status === 'open';

/**
 * Reads an account as a whole. While it changes, the parts may never have been true at the same time.
 * @param thorough also reads damage that only a backup with half of a transaction can cause: gates that no
 *   environment refers to, limits of campaigns that their environment does not have, and former members without a due
 *   row. It takes two more requests for each environment, and reads any number of former members.
 */
export async function readWholeAccount(
  id: AccountId,
  context: Pick<Context, 'table' | 'clock' | 'settings'>,
  { thorough }: { readonly thorough: boolean },
): Promise<WholeAccount> {
  const { table } = context;
  // The account is read first: whatever changes its counts later gives it a new version.
  const items = Map.groupBy(await readRange<Keyed>(table, ranges.wholeAccount(id)), kindOf);
  const of = <T>(kind: string) => (items.get(kind) ?? []) as unknown as readonly (Keyed & T)[];
  const environments = of<EnvironmentItem>('ENVIRONMENT').map(withLaterFields);
  const deleted = of<DeletedEnvironmentItem>('DELETED_ENVIRONMENT').map(withLaterFields);
  const names = of<{ environmentId: EnvironmentId }>('ENVIRONMENT_NAME');
  const members = of<MembershipItem>('MEMBER');
  const invitations = of<InvitationItem>('INVITATION');
  const directory = await readDirectory(id, table);
  const ids = new Set([
    ...[...environments, ...deleted].map((environment) => environment.id),
    ...directory.keys(),
    ...names.map(({ environmentId }) => environmentId),
  ]);
  const ofFormers = thorough ? await readFormers(id, table) : unread;
  const people = new Set([
    ...[...members, ...ofFormers.formers].map(({ userId }) => userId),
    ...invitations.flatMap(({ acceptedBy }) => acceptedBy ?? []),
  ]);
  const counts = new Map(environments.map(({ id: environment, gateCount }) => [environment, gateCount]));
  const account = of<AccountItem>('ACCOUNT')[0];
  const listedKey = keys.listedAccount(id);
  const found = await readMany<Keyed>(table, [
    listedKey,
    ...(thorough ? [] : [...ids].flatMap((environment) => gateKeys(environment, counts.get(environment)))),
    ...[...people].map((userId) => keys.accountOfUser(userId, id)),
  ]);
  const gates = thorough ? await allGates(ids, table) : byEnvironment(found as (Keyed & GateItem)[]);
  const isListed = new Set(found.map(({ pk }) => pk));
  const { due, rows } = await readRows(id, directory, deleted, gates, table);
  return {
    id,
    account,
    listed: found.find(({ pk, sk }) => pk === listedKey.pk && sk === listedKey.sk) as
      ListedAccountItem | undefined,
    lostDues:
      account === undefined
        ? []
        : await lostDues(
            {
              account,
              environments,
              deleted,
              serviceAccounts: of<ServiceAccountsItem>('SERVICE_ACCOUNTS')[0],
            },
            context,
          ),
    environments,
    deleted,
    gates,
    campaignLimits: thorough ? await allCampaignLimits(ids, table) : undefined,
    rows,
    names: new Map(names.map(({ sk, environmentId }) => [nameIn(sk), environmentId])),
    members,
    ...ofFormers,
    listedBy: new Set([...people].filter((userId) => isListed.has(keys.accountOfUser(userId, id).pk))),
    invitations,
    addresses: new Map(of<InvitedAddressItem>('INVITED').map((address) => [addressIn(address.sk), address])),
    directory,
    due,
  };
}

async function readDirectory(id: AccountId, table: Table): Promise<WholeAccount['directory']> {
  const items = await readRange<DirectoryItem>(table, ranges.directoryOf(id));
  return new Map(items.map((item) => [placeIn(item).environmentId, item]));
}

/** The gates that an environment should have, and the next one, which it should not. */
const gateKeys = (environment: EnvironmentId, count = 0) =>
  Array.from({ length: count + 1 }, (_, index) => keys.gate(environment, index));

/** Each environment's gates, the first one first. */
function byEnvironment(items: readonly (Keyed & GateItem)[]): Map<EnvironmentId, GateItem[]> {
  const placed = items.flatMap((gate) => {
    const place = gateAt(gate);
    return place === undefined ? [] : [{ ...place, gate }];
  });
  const grouped = Map.groupBy(placed, ({ environment }) => environment);
  return new Map(
    [...grouped].map(([environment, own]) => [
      environment,
      own.toSorted((one, other) => one.index - other.index).map(({ gate }) => gate),
    ]),
  );
}

async function allGates(ids: Iterable<EnvironmentId>, table: Table): Promise<Map<EnvironmentId, GateItem[]>> {
  const gates = new Map<EnvironmentId, GateItem[]>();
  for (const environment of ids) gates.set(environment, await readGates(table, environment));
  return gates;
}

async function allCampaignLimits(ids: Iterable<EnvironmentId>, table: Table) {
  const limits = new Map<EnvironmentId, ReadonlyMap<CampaignId, number>>();
  for (const environment of ids) {
    const campaigns = await readRange<CampaignItem>(table, ranges.campaigns(environment));
    limits.set(environment, campaignLimitsOf(campaigns));
  }
  return limits;
}

/** The due rows that the directory refers to, and the rows of the named calls in several gates. */
async function readRows(
  accountId: AccountId,
  directory: WholeAccount['directory'],
  deleted: WholeAccount['deleted'],
  gates: WholeAccount['gates'],
  table: Table,
) {
  const isDeleted = new Set(deleted.map(({ id }) => id));
  const dueKeys = [...directory].flatMap(([environmentId, { dueAt: at }]) => {
    const what = isDeleted.has(environmentId) ? 'purge' : 'gates';
    return at === undefined ? [] : [keys.due(environmentId, at, what)];
  });
  const named = [...gates].flatMap(([environment, own]) =>
    (own.length > 1 ? own : [])
      .flatMap(({ l }) => Object.keys(l))
      .filter((call) => !isGateMade(call))
      .map((call) => keys.namedCall(environment, call as Parameters<typeof keys.namedCall>[1])),
  );
  const found = await readMany<Keyed>(table, [
    ...dueKeys,
    ...new Map(named.map((key) => [`${key.pk} ${key.sk}`, key])).values(),
  ]);
  const due = (found as (Keyed & Partial<DueItem>)[]).filter(
    (item): item is DueItem => item.accountId === accountId && item.dueAt !== undefined,
  );
  const calls = Map.groupBy(
    (found as (Keyed & NamedCallItem)[]).filter(({ g }) => g !== undefined),
    ({ pk }) => pk,
  );
  return {
    due: new Map(due.map((item) => [item.environmentId, item])),
    rows: new Map(
      [...gates.keys()].map((environment) => [
        environment,
        new Map((calls.get(keys.gate(environment).pk) ?? []).map((row) => [namedCallIn(row.sk), row])),
      ]),
    ),
  };
}
