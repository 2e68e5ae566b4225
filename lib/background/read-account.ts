import type { AccountItem } from '../accounts/account.ts';
import type { AccountId, EnvironmentId, UserId } from '../api/schemas/ids.ts';
import { foldEmail } from '../api/schemas/email.ts';
import type { MembershipItem } from '../auth/membership.ts';
import { readGates, type GateItem } from '../gate/gate.ts';
import type { NamedCallItem } from '../gate/named-call.ts';
import type { DeletedEnvironmentItem, EnvironmentItem } from '../environments/environment.ts';
import { addressIn, environmentIn, keys, namedCallIn, nameIn, ranges } from '../table/keys.ts';
import { read, readMany, readRange } from '../table/table.ts';
import type { World } from '../world.ts';
import type { InvitationItem } from '../invitations/invitation.ts';
import type { InvitedAddressItem } from '../invitations/invited-address.ts';

type Keyed = { readonly pk: string; readonly sk: string };

/** All that is stored of an account and what belongs to it, but for its audit trail and most of its resources. */
export interface WholeAccount {
  readonly id: AccountId;
  /** Undefined when there is nothing but what belongs to it. */
  readonly account: AccountItem | undefined;
  readonly environments: readonly EnvironmentItem[];
  readonly deleted: readonly DeletedEnvironmentItem[];
  /** Of the environments, and of those that do not exist but that the directory or a name leads to. */
  readonly gates: ReadonlyMap<EnvironmentId, readonly GateItem[]>;
  /** Where the named calls of environments with several gates are said to be, by environment and name. */
  readonly rows: ReadonlyMap<EnvironmentId, ReadonlyMap<string, NamedCallItem>>;
  /** Environment by folded name. */
  readonly names: ReadonlyMap<string, EnvironmentId>;
  readonly members: readonly MembershipItem[];
  /** The users, former ones too, and those who accepted an invitation, in whose list of accounts it stands. */
  readonly listedBy: ReadonlySet<UserId>;
  readonly invitations: readonly InvitationItem[];
  /** What is noted of the addresses of open invitations, by folded address. */
  readonly addresses: ReadonlyMap<string, InvitedAddressItem>;
  readonly inDirectory: ReadonlySet<EnvironmentId>;
}

export const isOpen = ({ status }: InvitationItem): boolean => status === 'open';

/**
 * Reads an account as a whole, in many requests: while it changes, what was read may never have been true at once.
 * @param inDirectory the environments that the directory gives to it
 */
export async function readWholeAccount(
  id: AccountId,
  inDirectory: ReadonlySet<EnvironmentId>,
  { table }: World,
): Promise<WholeAccount> {
  // The account first: whatever changes its counts later gives it a new version.
  const account = await read<AccountItem>(table, keys.account(id));
  const environments = await readRange<EnvironmentItem>(table, ranges.environments(id));
  const deleted = await readRange<DeletedEnvironmentItem>(table, ranges.deletedEnvironments(id));
  const names = await readRange<Keyed & { environmentId: EnvironmentId }>(table, ranges.environmentNames(id));
  const members = await readRange<MembershipItem>(table, ranges.members(id));
  const invitations = await readRange<InvitationItem>(table, ranges.invitations(id));
  const ids = new Set([
    ...environments.map((environment) => environment.id),
    ...deleted.map((environment) => environment.id),
    ...inDirectory,
    ...names.map(({ environmentId }) => environmentId),
  ]);
  const gates = new Map<EnvironmentId, GateItem[]>();
  const rows = new Map<EnvironmentId, Map<string, NamedCallItem>>();
  for (const environment of ids) {
    const own = await readGates(table, environment);
    gates.set(environment, own);
    if (own.length < 2) continue;
    const ofCalls = await readRange<Keyed & NamedCallItem>(table, ranges.namedCalls(environment));
    rows.set(environment, new Map(ofCalls.map((row) => [namedCallIn(row.sk), row])));
  }
  const people = new Set([
    ...members.map(({ userId }) => userId),
    ...invitations.flatMap(({ acceptedBy }) => acceptedBy ?? []),
  ]);
  const listed = await readMany<Keyed>(
    table,
    [...people].map((userId) => keys.accountOfUser(userId, id)),
  );
  const isListed = new Set(listed.map(({ pk }) => pk));
  const invited = await readMany<Keyed & InvitedAddressItem>(
    table,
    [...new Set(invitations.filter(isOpen).map(({ email }) => foldEmail(email)))].map((folded) =>
      keys.invited(id, folded),
    ),
  );
  const directory = await readMany<Keyed>(
    table,
    [...ids].map((environment) => keys.directory(environment)),
  );
  return {
    id,
    account,
    environments,
    deleted,
    gates,
    rows,
    names: new Map(names.map(({ sk, environmentId }) => [nameIn(sk), environmentId])),
    members,
    listedBy: new Set([...people].filter((userId) => isListed.has(keys.accountOfUser(userId, id).pk))),
    invitations,
    addresses: new Map(invited.map((address) => [addressIn(address.sk), address])),
    inDirectory: new Set(directory.map(environmentIn)),
  };
}
