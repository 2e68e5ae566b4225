import type { Item } from '../../../lib/table/table.ts';

/**
 * The items of the table as the checker sees them. It spells keys and shapes for itself, so that a mistake in the product's
 * own reading of the table cannot hide from the checker.
 */
export interface RawAccount {
  readonly id: string;
  readonly planCalls: number;
  readonly unallocatedCalls: number;
  readonly environmentCount: number;
  readonly visibleCount: number;
  readonly restorableCount: number;
  readonly userCount: number;
  readonly adminCount: number;
  readonly seatCount: number;
  readonly createdBy: string;
  readonly name: string;
  readonly status?: 'suspended' | 'closed';
  readonly statusSince?: string;
  readonly purgeAt?: string;
}

export interface RawKey {
  readonly id: string;
  readonly hash: string;
  readonly expiresAt?: number;
}

export interface RawEnvironment {
  readonly id: string;
  readonly name: string;
  readonly hidden: boolean;
  readonly paused: boolean;
  readonly suspended?: true;
  readonly status: 'active' | 'draining' | 'deleted';
  readonly maxConcurrentCalls: number;
  readonly reservedInboundCalls?: number;
  readonly allocatedCalls: number;
  readonly gateCount: number;
  readonly restorableUntil?: string;
  readonly updatedAt: string;
  readonly campaignLimits: Readonly<Record<string, number>>;
  readonly apiKeys: readonly RawKey[];
  readonly version: number;
}

export type RawLease =
  number | readonly [number, number, string, { readonly c?: string; readonly r?: string }?];

export interface RawGate {
  readonly index: number;
  readonly a: string;
  readonly state: string;
  readonly m: number;
  readonly r: number;
  readonly n?: number;
  readonly k: Readonly<Record<string, { readonly x: number }>>;
  readonly l: Readonly<Record<string, RawLease>>;
  readonly c?: Readonly<Record<string, { readonly m: number; readonly n: number; readonly t?: number }>>;
}

export interface RawMember {
  readonly userId: string;
  readonly role: string;
  readonly email: string;
  readonly version: number;
}

/** The rest of a membership that has ended. */
export interface RawFormer extends RawMember {
  readonly removedAt: string;
  readonly forgetAt?: string;
}

export interface RawInvitation {
  readonly id: string;
  readonly email: string;
  readonly status: string;
  readonly invitedBy: string;
  readonly inviterEmail: string;
  readonly sentAt: string;
  readonly unmailed?: true;
  readonly holdsSeat: boolean;
}

export interface RawEvent {
  readonly action: string;
  readonly actor: { readonly type: string; readonly id: string; readonly email?: string };
  readonly target: { readonly type: string; readonly id: string; readonly name?: string };
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly requestId: string;
}

/** An environment in the list of all: its account, and when it is due next. */
export interface RawDirectoryRow {
  readonly account: string;
  readonly dueAt: string | undefined;
}

/** When an environment is due: to the second, in UTC. */
export interface RawDueRow {
  readonly at: string;
  readonly environment: string;
  readonly what: string;
  /** Of a former member. */
  readonly user: string | undefined;
}

/** A removed account in the list of all accounts. */
export interface RawRemovedAccount {
  readonly name?: string;
  readonly planName?: string;
  readonly planCalls?: number;
  readonly removedAt?: string;
  readonly ttl?: number;
}

/** The whole table, by kind. */
export interface TableContent {
  readonly accounts: ReadonlyMap<string, AccountContent>;
  readonly environments: ReadonlyMap<string, EnvironmentContent>;
  /** By environment, from the list of all environments. */
  readonly directory: ReadonlyMap<string, RawDirectoryRow>;
  readonly due: readonly RawDueRow[];
  /** The usage of the purged environments of each account, by day. It outlives the account. */
  readonly purgedUsage: ReadonlyMap<string, ReadonlyMap<string, Item>>;
  /** The list of all accounts, by account: folded name and status. */
  readonly listed: ReadonlyMap<string, string>;
  /** Removed accounts in the same list. */
  readonly removed: ReadonlyMap<string, RawRemovedAccount>;
  /** The accounts of each user, from the other direction of memberships. */
  readonly accountsOfUsers: readonly { readonly user: string; readonly account: string }[];
  /** The accounts that a user has created, by user. */
  readonly createdAccounts: ReadonlyMap<string, ReadonlySet<string>>;
  /** Invitations sent by users, and mails to addresses: `<user or folded address> <day>`. */
  readonly invitationsSent: ReadonlyMap<string, number>;
  readonly mailsTo: ReadonlyMap<string, number>;
  readonly idempotencyRecords: readonly Item[];
  /** Agents, numbers, campaigns and settings, with what belongs to them. */
  readonly resources: readonly Item[];
  readonly deliveries: readonly Item[];
  /** Alerts that were raised, and the mails of alerts to addresses: `<folded address> <day>`. */
  readonly alerts: readonly Item[];
  readonly alertsTo: ReadonlyMap<string, number>;
  /** Items of no known kind. */
  readonly strays: readonly string[];
}

export interface RawServiceAccount {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly secrets: Readonly<Record<string, { readonly until?: number }>>;
  readonly expiresAt?: number;
  readonly reminded?: number;
}

export interface AccountContent {
  account: RawAccount | undefined;
  readonly environments: RawEnvironment[];
  /** Environment by folded name. */
  readonly names: Map<string, string>;
  readonly members: RawMember[];
  readonly formers: RawFormer[];
  readonly invitations: RawInvitation[];
  /** Invitation by folded address. */
  readonly addresses: Map<string, string>;
  readonly serviceAccounts: RawServiceAccount[];
  readonly events: RawEvent[];
}

export interface EnvironmentContent {
  readonly gates: RawGate[];
  /** The gate index by the name of a call. */
  readonly rows: Map<string, number>;
  /** Records of ended calls. */
  readonly records: RawRecord[];
  /** The sort key of the latest record by the id that a caller gave. */
  readonly pointers: Map<string, string>;
  /** Figures by day. */
  readonly usage: Map<string, Item>;
}

export interface RawRecord {
  readonly sk: string;
  readonly id: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly outcome: string;
}

const isResource = (place: string): boolean =>
  /^ENVIRONMENT (AGENT|AGENT_NAME|NUMBER|CAMPAIGN|SETTINGS|WEBHOOKS|RESOURCE_COUNTS)$|^E164 ACCOUNT$|^CONTACTS CONTACTS$/.test(
    place,
  );

export function sortOut(items: readonly Item[]): TableContent {
  const accounts = new Map<string, AccountContent>();
  const environments = new Map<string, EnvironmentContent>();
  const purgedUsage = new Map<string, Map<string, Item>>();
  const content = {
    accounts,
    environments,
    purgedUsage,
    directory: new Map<string, RawDirectoryRow>(),
    due: [] as RawDueRow[],
    listed: new Map<string, string>(),
    removed: new Map<string, RawRemovedAccount>(),
    accountsOfUsers: [] as { user: string; account: string }[],
    createdAccounts: new Map<string, ReadonlySet<string>>(),
    invitationsSent: new Map<string, number>(),
    mailsTo: new Map<string, number>(),
    idempotencyRecords: [] as Item[],
    resources: [] as Item[],
    deliveries: [] as Item[],
    alerts: [] as Item[],
    alertsTo: new Map<string, number>(),
    strays: [] as string[],
  };
  const { directory, due, strays } = content;

  const accountAt = (id: string) => {
    const empty: AccountContent = {
      account: undefined,
      environments: [],
      names: new Map(),
      members: [],
      formers: [],
      invitations: [],
      addresses: new Map(),
      serviceAccounts: [],
      events: [],
    };
    const found = accounts.get(id) ?? empty;
    accounts.set(id, found);
    return found;
  };
  const environmentAt = (id: string) => {
    const empty: EnvironmentContent = {
      gates: [],
      rows: new Map(),
      records: [],
      pointers: new Map(),
      usage: new Map(),
    };
    const found = environments.get(id) ?? empty;
    environments.set(id, found);
    return found;
  };

  for (const item of items) {
    const { pk, sk } = item as { pk: string; sk: string };
    const [partition = '', owner = ''] = pk.split(/#(.*)/s);
    const [kind = '', name = ''] = sk.split(/#(.*)/s);
    const place = `${partition} ${kind}`;
    if (place === 'ACCOUNT ACCOUNT') accountAt(owner).account = item as unknown as RawAccount;
    else if (place === 'ACCOUNT ENVIRONMENT' || place === 'ACCOUNT DELETED_ENVIRONMENT') {
      const environment = item as unknown as RawEnvironment;
      if ((kind === 'ENVIRONMENT') === (environment.status === 'deleted'))
        strays.push(`${pk} ${sk} (${environment.status})`);
      accountAt(owner).environments.push(environment);
    } else if (place === 'ACCOUNT ENVIRONMENT_NAME')
      accountAt(owner).names.set(name, String(item['environmentId']));
    else if (place === 'ACCOUNT MEMBER') accountAt(owner).members.push(item as unknown as RawMember);
    else if (place === 'FORMER_MEMBERS FORMER_MEMBER')
      accountAt(owner).formers.push(item as unknown as RawFormer);
    else if (place === 'ACCOUNT INVITATION')
      accountAt(owner).invitations.push(item as unknown as RawInvitation);
    else if (place === 'ACCOUNT INVITED') accountAt(owner).addresses.set(name, String(item['invitationId']));
    else if (place === 'ACCOUNT SERVICE_ACCOUNTS')
      accountAt(owner).serviceAccounts.push(
        ...Object.values(item['serviceAccounts'] as Record<string, RawServiceAccount>),
      );
    else if (partition === 'AUDIT') accountAt(owner).events.push(item as unknown as RawEvent);
    else if (place === 'ENVIRONMENT GATE') {
      environmentAt(owner).gates.push({ ...(item as unknown as RawGate), index: Number(name || 0) });
    } else if (place === 'ENVIRONMENT CALL') environmentAt(owner).rows.set(name, Number(item['g']));
    else if (place === 'ENVIRONMENT USAGE') environmentAt(owner).usage.set(name, item);
    else if (place === 'PURGED USAGE')
      purgedUsage.set(owner, (purgedUsage.get(owner) ?? new Map<string, Item>()).set(name, item));
    else if (place === 'HISTORY CALL') environmentAt(owner).records.push(item as unknown as RawRecord);
    else if (place === 'HISTORY ID') environmentAt(owner).pointers.set(name, String(item['record']));
    else if (partition === 'DIRECTORY')
      directory.set(name, { account: kind, dueAt: item['dueAt'] as string | undefined });
    else if (partition === 'ACCOUNTS' && item['status'] === 'removed') content.removed.set(kind, item);
    else if (partition === 'ACCOUNTS')
      content.listed.set(kind, `${String(item['folded'])} ${String(item['status'])}`);
    else if (partition === 'DUE')
      due.push({
        at: kind,
        environment: name.split('#')[0] ?? '',
        what: name.split('#')[1] ?? '',
        user: name.split('#')[2],
      });
    else if (place === 'USER ACCOUNT') content.accountsOfUsers.push({ user: owner, account: name });
    else if (place === 'USER CREATED_ACCOUNTS')
      content.createdAccounts.set(owner, (item['accounts'] ?? new Set()) as ReadonlySet<string>);
    else if (place === 'USER INVITATIONS_SENT')
      content.invitationsSent.set(`${owner} ${name}`, Number(item['sent']));
    else if (place === 'ADDRESS MAILS') content.mailsTo.set(`${owner} ${name}`, Number(item['sent']));
    else if (place.startsWith('IDEMPOTENCY ')) content.idempotencyRecords.push(item);
    else if (place === 'ADDRESS ALERTS') content.alertsTo.set(`${owner} ${name}`, Number(item['sent']));
    else if (place === 'ALERTS ALERT') content.alerts.push(item);
    else if (place === 'ALERTS EXPIRED') continue;
    else if (partition === 'DELIVERIES') content.deliveries.push(item);
    else if (isResource(place)) content.resources.push(item);
    else strays.push(`${pk} ${sk}`);
  }
  for (const { gates } of environments.values()) gates.sort((one, other) => one.index - other.index);
  return content;
}

/** Whether a lease still runs at this instant (milliseconds). Leases end at whole hundredths of a second since 2025. */
export function runs(lease: RawLease, now: number): boolean {
  return (typeof lease === 'number' ? lease : lease[0]) > Math.floor((now - Date.UTC(2025, 0)) / 10);
}

/** When a lease ends, in milliseconds since the epoch. */
export const expiryOf = (lease: RawLease): number =>
  Date.UTC(2025, 0) + (typeof lease === 'number' ? lease : lease[0]) * 10;

/** Ids that gates make. They tell direction, gate and start. */
export const gateMade = /^[ioIO]\.([0-9A-Za-z])[0-9A-Za-z]{9}$/;

export const indexIn = (letter: string): number =>
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'.indexOf(letter);
