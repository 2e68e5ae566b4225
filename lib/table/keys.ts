import type {
  AccountId,
  AgentId,
  CallId,
  CampaignId,
  DeliveryId,
  EnvironmentId,
  EventId,
  InvitationId,
  NumberId,
  UserId,
  WebhookId,
} from '../api/schemas/ids.ts';

declare const brand: unique symbol;

/** The primary key of an item. Only this module makes keys, so only it contains their prefixes. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
  readonly [brand]: true;
}

const key = (pk: string, sk: string): Key => ({ pk, sk }) as Key;

/** The key of an item that was read. */
export const keyOf = ({ pk, sk }: { pk: string; sk: string }): Key => key(pk, sk);

/** Lists that everybody writes to are spread over this many partitions, each of which takes 1,000 writes a second. */
export const SHARDS = 16;
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** The partition of an account or an environment in such a list: its id ends at random. */
export const shardOf = (id: string): number => CROCKFORD.indexOf(id.slice(-1)) % SHARDS;

const gate = (index: number) => (index === 0 ? 'GATE' : `GATE#${String(index).padStart(2, '0')}`);

export const keys = {
  account: (account: AccountId) => key(`ACCOUNT#${account}`, 'ACCOUNT'),
  environment: (account: AccountId, environment: EnvironmentId) =>
    key(`ACCOUNT#${account}`, `ENVIRONMENT#${environment}`),
  /** Separate from the active ones, so that a read of all of those never reads deleted ones. */
  deletedEnvironment: (account: AccountId, environment: EnvironmentId) =>
    key(`ACCOUNT#${account}`, `DELETED_ENVIRONMENT#${environment}`),
  environmentName: (account: AccountId, folded: string) =>
    key(`ACCOUNT#${account}`, `ENVIRONMENT_NAME#${folded}`),
  member: (account: AccountId, user: UserId) => key(`ACCOUNT#${account}`, `MEMBER#${user}`),
  /** In a partition of its own, so that no read of the account or its current members reads former ones. */
  formerMember: (account: AccountId, user: UserId) =>
    key(`FORMER_MEMBERS#${account}`, `FORMER_MEMBER#${user}`),
  /** All service accounts of an account: few enough for one item. */
  serviceAccounts: (account: AccountId) => key(`ACCOUNT#${account}`, 'SERVICE_ACCOUNTS'),
  /** The other direction of a membership: the accounts that a person belongs to. */
  accountOfUser: (user: UserId, account: AccountId) => key(`USER#${user}`, `ACCOUNT#${account}`),
  /** The accounts that a person has created. */
  createdAccounts: (user: UserId) => key(`USER#${user}`, 'CREATED_ACCOUNTS'),
  /** How many invitations a person has sent on a day. @param day for example 2026-01-31, in UTC */
  invitationsSent: (user: UserId, day: string) => key(`USER#${user}`, `INVITATIONS_SENT#${day}`),
  /** How many mails an address has been sent on a day. */
  mailsTo: (foldedEmail: string, day: string) => key(`ADDRESS#${foldedEmail}`, `MAILS#${day}`),
  /**
   * How many alerts an address has been mailed on a day: they are counted separately, so that strangers who send
   * invitations to the address cannot use them up.
   */
  alertsTo: (foldedEmail: string, day: string) => key(`ADDRESS#${foldedEmail}`, `ALERTS#${day}`),
  invitation: (account: AccountId, invitation: InvitationId) =>
    key(`ACCOUNT#${account}`, `INVITATION#${invitation}`),
  /** The one pending invitation to an address. */
  invited: (account: AccountId, foldedEmail: string) => key(`ACCOUNT#${account}`, `INVITED#${foldedEmail}`),
  gate: (environment: EnvironmentId, index = 0) => key(`ENVIRONMENT#${environment}`, gate(index)),
  namedCall: (environment: EnvironmentId, call: CallId) => key(`ENVIRONMENT#${environment}`, `CALL#${call}`),
  /** The calls of one day, by hour. @param day for example 2026-01-31, in UTC */
  usage: (environment: EnvironmentId, day: string) => key(`ENVIRONMENT#${environment}`, `USAGE#${day}`),
  /** The calls of one day in all purged environments of an account. It outlives the account. */
  purgedUsage: (account: AccountId, day: string) => key(`PURGED#${account}`, `USAGE#${day}`),
  /**
   * The record of an ended call, in a partition of its own, so that gates do not share their writes with it. The end is
   * in the key because a name may be taken again at the very instant at which it became free.
   * @param startedAt ISO 8601, as is the end
   */
  callRecord: (environment: EnvironmentId, startedAt: string, call: CallId, endedAt: string) =>
    key(`HISTORY#${environment}`, `CALL#${startedAt}#${call}#${endedAt}`),
  callRecordAt: (environment: EnvironmentId, sk: string) => key(`HISTORY#${environment}`, sk),
  /** Leads to the latest record of a call under its caller's own id. */
  recordPointer: (environment: EnvironmentId, call: CallId) => key(`HISTORY#${environment}`, `ID#${call}`),
  agent: (environment: EnvironmentId, agent: AgentId) => key(`ENVIRONMENT#${environment}`, `AGENT#${agent}`),
  agentName: (environment: EnvironmentId, folded: string) =>
    key(`ENVIRONMENT#${environment}`, `AGENT_NAME#${folded}`),
  number: (environment: EnvironmentId, number: NumberId) =>
    key(`ENVIRONMENT#${environment}`, `NUMBER#${number}`),
  /**
   * The environment of an account that has a telephone number. The accounts that claim the same number follow each
   * other.
   */
  telephoneNumber: (e164: string, account: AccountId) => key(`E164#${e164}`, `ACCOUNT#${account}`),
  campaign: (environment: EnvironmentId, campaign: CampaignId) =>
    key(`ENVIRONMENT#${environment}`, `CAMPAIGN#${campaign}`),
  /**
   * Some of a campaign's contacts. Each part has a partition of its own: an upload is more than one partition accepts
   * at once.
   */
  contacts: (campaign: CampaignId, part: number) => key(`CONTACTS#${campaign}#${part}`, 'CONTACTS'),
  settings: (environment: EnvironmentId) => key(`ENVIRONMENT#${environment}`, 'SETTINGS'),
  /** How many agents, numbers and campaigns the environment has. */
  resourceCounts: (environment: EnvironmentId) => key(`ENVIRONMENT#${environment}`, 'RESOURCE_COUNTS'),
  /** All webhooks of an environment: few enough for one item. */
  webhooks: (environment: EnvironmentId) => key(`ENVIRONMENT#${environment}`, 'WEBHOOKS'),
  delivery: (webhook: WebhookId, delivery: DeliveryId) => key(`DELIVERIES#${webhook}`, delivery),
  /**
   * An alert of one kind, in a partition of its own, so that gates do not share their writes with it.
   * @param hour ISO 8601
   */
  alert: (environment: EnvironmentId, kind: string, hour: string) =>
    key(`ALERTS#${environment}`, `ALERT#${kind}#${hour}`),
  /** The calls whose leases expired in an hour, as far as an alert needs to know. @param hour ISO 8601 */
  expiredCalls: (environment: EnvironmentId, hour: string) => key(`ALERTS#${environment}`, `EXPIRED#${hour}`),
  /** The list of all environments, with those of an account together. */
  directory: ({ accountId, environmentId }: { accountId: AccountId; environmentId: EnvironmentId }) =>
    key(`DIRECTORY#${shardOf(accountId)}`, `${accountId}#${environmentId}`),
  /**
   * The instant at which something is due in an environment, and its kind.
   * @param at for example 2026-01-31T09:30:00
   */
  due: (environment: EnvironmentId, at: string, what: string) =>
    key(`DUE#${shardOf(environment)}`, `${at}#${environment}#${what}`),
  /** In the list of all accounts, which operators search. */
  listedAccount: (account: AccountId) => key('ACCOUNTS', account),
  /** The instant at which something is due in an account. @param at as above */
  accountDue: (account: AccountId, at: string) => key(`DUE#${shardOf(account)}`, `${at}#${account}#account`),
  /** The instant at which a former member is to be forgotten. @param at as above */
  formerDue: (account: AccountId, user: UserId, at: string) =>
    key(`DUE#${shardOf(account)}`, `${at}#${account}#former#${user}`),
  idempotency: (caller: string, idempotencyKey: string) =>
    key(`IDEMPOTENCY#${caller}#${idempotencyKey}`, 'RECORD'),
  event: (account: AccountId, event: EventId) => key(`AUDIT#${account}`, event),
} as const;

/** What kind of item this is, to distinguish those of one partition. */
export const kindOf = ({ sk }: { sk: string }): string => sk.split('#')[0] as string;

/** The call that the row of a named call is about, from its sort key. */
export const namedCallIn = (sk: string): CallId => sk.slice('CALL#'.length) as CallId;

/** The folded address that an item is about. */
export const addressIn = (sk: string): string => sk.slice('INVITED#'.length);

/** The folded name that a row of a name is about. */
export const nameIn = (sk: string): string => sk.slice('ENVIRONMENT_NAME#'.length);

/** The account and the environment that a row of the directory is about. */
export function placeIn({ sk }: { sk: string }): { accountId: AccountId; environmentId: EnvironmentId } {
  const [accountId, environmentId] = sk.split('#') as [AccountId, EnvironmentId];
  return { accountId, environmentId };
}

/** The environment and index of a gate, from its key; undefined for any other item. */
export function gateAt({
  pk,
  sk,
}: {
  pk: string;
  sk: string;
}): { environment: EnvironmentId; index: number } | undefined {
  const [, environment] = /^ENVIRONMENT#(env_\w+)$/.exec(pk) ?? [];
  const [, index] = /^GATE(?:#(\d+))?$/.exec(sk) ?? [undefined, 'none'];
  if (environment === undefined || index === 'none') return undefined;
  return { environment: environment as EnvironmentId, index: Number(index ?? 0) };
}

/** The day that a row of usage is about. */
export const usageDayIn = ({ sk }: { sk: string }): string => sk.slice('USAGE#'.length);

/** Whether the item with this key is a former membership, an environment, the webhooks of one, an alert, or an invitation. */
export const isFormerMember = ({ sk }: { sk: string }): boolean => sk.startsWith('FORMER_MEMBER#');
export const isEnvironment = ({ sk }: { sk: string }): boolean => sk.startsWith('ENVIRONMENT#');
export const isServiceAccounts = ({ sk }: { sk: string }): boolean => sk === 'SERVICE_ACCOUNTS';
/** The account in whose partition an item is. */
export const accountIn = ({ pk }: { pk: string }): AccountId => pk.slice('ACCOUNT#'.length) as AccountId;
export const isWebhooks = ({ sk }: { sk: string }): boolean => sk === 'WEBHOOKS';
export const isAlert = ({ sk }: { sk: string }): boolean => sk.startsWith('ALERT#');
export const isInvitation = ({ sk }: { sk: string }): boolean => sk.startsWith('INVITATION#');
