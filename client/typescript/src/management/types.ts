// Written by `npm run openapi` from openapi.json. Change the route table instead.

/** The values of a problem's `code`; more may be added. */
export type ProblemCode =
  | 'account_closed'
  | 'account_suspended'
  | 'admin_required'
  | 'agent_name_taken'
  | 'already_member'
  | 'body_too_large'
  | 'campaign_limit_reached'
  | 'campaign_not_running'
  | 'change_too_large'
  | 'concurrency_allocation_exceeded'
  | 'concurrency_limit_reached'
  | 'email_not_verified'
  | 'environment_draining'
  | 'environment_has_active_calls'
  | 'environment_limit_reached'
  | 'environment_name_taken'
  | 'environment_paused'
  | 'idempotency_key_reused'
  | 'in_use'
  | 'invalid_cursor'
  | 'invalid_idempotency_key'
  | 'invalid_input'
  | 'invalid_transition'
  | 'invitation_email_mismatch'
  | 'invitation_expired'
  | 'invitation_pending'
  | 'invitation_revoked'
  | 'invitation_used'
  | 'last_admin'
  | 'last_environment'
  | 'last_visible_environment'
  | 'lease_expired'
  | 'limit_reached'
  | 'malformed_json'
  | 'not_found'
  | 'number_taken'
  | 'operator_required'
  | 'person_required'
  | 'plan_below_allocation'
  | 'rate_limited'
  | 'rotation_in_progress'
  | 'stale_version'
  | 'temporarily_unavailable'
  | 'unauthenticated'
  | 'unsupported_media_type'
  | 'user_limit_reached'
  | 'webhook_disabled'
  | 'wrong_credential';

export interface Account {
  id: string;
  name: string;
  /** `suspended`: no call starts and nothing can be changed. `closed`: its environments are deleted, and all of it except its usage is removed after 30 days. */
  status: 'active' | 'suspended' | 'closed';
  plan: {
    name: string;
    maxConcurrentCalls: number;
  };
  allocatedConcurrentCalls: number;
  unallocatedConcurrentCalls: number;
  environmentCount: number;
  userCount: number;
  createdAt: string;
  updatedAt: string;
}

export interface AccountUsage {
  from: string;
  to: string;
  granularity: 'hour' | 'day';
  items: AccountUsagePeriod[];
  totals: {
    /** Calls that started in it, including those that are still live */
    started: number;
    /** Starts refused in it because the limit was reached */
    refused: number;
    /** Calls that started in it and whose lease expired: they are included in `started` */
    expired: number;
    /** The minutes of the calls that started in it and have ended, to five decimal places */
    minutes: number;
    /** The highest peak of any one environment: peaks of different environments may not coincide */
    peak: number;
  };
  environments: {
    environmentId: string;
    name: string;
    status: 'active' | 'deleted';
    /** Calls that started in it, including those that are still live */
    started: number;
    /** Starts refused in it because the limit was reached */
    refused: number;
    /** Calls that started in it and whose lease expired: they are included in `started` */
    expired: number;
    /** The minutes of the calls that started in it and have ended, to five decimal places */
    minutes: number;
    /** The most calls that were live at once */
    peak: number;
  }[];
  /** With `includeDeleted=true`: all environments together that are permanently deleted. Their calls stay on the bill */
  purged?: {
    /** Calls that started in it, including those that are still live */
    started: number;
    /** Starts refused in it because the limit was reached */
    refused: number;
    /** Calls that started in it and whose lease expired: they are included in `started` */
    expired: number;
    /** The minutes of the calls that started in it and have ended, to five decimal places */
    minutes: number;
    /** The highest peak of any one environment: peaks of different environments may not coincide */
    peak: number;
  };
}

export interface AccountUsagePeriod {
  /** When the hour or day began */
  at: string;
  /** Calls that started in it, including those that are still live */
  started: number;
  /** Starts refused in it because the limit was reached */
  refused: number;
  /** Calls that started in it and whose lease expired: they are included in `started` */
  expired: number;
  /** The minutes of the calls that started in it and have ended, to five decimal places */
  minutes: number;
  /** The highest peak of any one environment: peaks of different environments may not coincide */
  peak: number;
}

export interface Agent {
  id: string;
  name: string;
  description: string;
  language: string;
  voice: string;
  /** The first thing it says */
  greeting: string;
  prompt: string;
  createdAt: string;
  updatedAt: string;
}

export interface Alerts {
  /** Alert when this percentage of the limit is in use, for example 80; null: never */
  nearPercent: number | null;
  /** Alert when a start was refused because a limit was reached */
  refusals: boolean;
  /** Alert when this many leases expire within an hour, for example 10; null: never */
  expiredCalls: number | null;
  /** The Admins who get the mails */
  mailTo: string[];
}

export interface ApiKey {
  id: string;
  masked: string;
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  createdBy: string;
}

export interface AuditEvent {
  id: string;
  at: string;
  actor: {
    type: 'user' | 'serviceAccount' | 'apiKey' | 'operator' | 'system';
    id: string;
    email?: string;
  };
  action:
    | 'account.created'
    | 'account.updated'
    | 'account.suspended'
    | 'account.closed'
    | 'account.resumed'
    | 'account.reconciled'
    | 'plan.changed'
    | 'environment.created'
    | 'environment.updated'
    | 'environment.draining'
    | 'environment.deleted'
    | 'environment.restored'
    | 'environment.purged'
    | 'environment.reconciled'
    | 'concurrency.reallocated'
    | 'settings.updated'
    | 'agent.created'
    | 'agent.updated'
    | 'agent.deleted'
    | 'number.created'
    | 'number.updated'
    | 'number.deleted'
    | 'campaign.created'
    | 'campaign.updated'
    | 'campaign.contacts_replaced'
    | 'campaign.deleted'
    | 'webhook.created'
    | 'webhook.updated'
    | 'webhook.disabled'
    | 'webhook.delivery_resent'
    | 'webhook.deliveries_resent'
    | 'webhook.secret_rotated'
    | 'webhook.deleted'
    | 'call.released'
    | 'api_key.rotated'
    | 'api_key.revoked'
    | 'service_account.created'
    | 'service_account.updated'
    | 'service_account.secret_rotated'
    | 'service_account.deleted'
    | 'user.updated'
    | 'user.removed'
    | 'user.forgotten'
    | 'invitation.created'
    | 'invitation.updated'
    | 'invitation.resent'
    | 'invitation.revoked'
    | 'invitation.accepted';
  target: {
    type: string;
    id: string;
    name?: string;
  };
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  requestId: string;
}

export interface Call {
  id: string;
  environmentId: string;
  status: 'active';
  direction: 'inbound' | 'outbound';
  agentId?: string;
  numberId?: string;
  campaignId?: string;
  /** The caller's own reference, for example a provider's call id: 1 to 128 visible ASCII characters */
  reference?: string;
  startedAt: string;
  leaseExpiresAt: string;
}

export interface Campaign {
  id: string;
  name: string;
  agentId: string;
  numberId: string;
  status: 'draft' | 'running' | 'paused' | 'completed';
  /** How many of its calls may run at once while it runs, within the limit of the environment; or null */
  maxConcurrentCalls: number | null;
  contactCount: number;
  createdAt: string;
  updatedAt: string;
}

export interface Concurrency {
  plan: {
    name: string;
    maxConcurrentCalls: number;
  };
  allocated: number;
  unallocated: number;
  activeCalls: number;
  environments: {
    environmentId: string;
    name: string;
    hidden: boolean;
    maxConcurrentCalls: number;
    allocatedConcurrentCalls: number;
    activeCalls: number;
    /** The most calls that were live at once in the last 24 hours */
    peak24h: number;
    /** The starts refused in the last 24 hours because the limit was reached */
    refused24h: number;
  }[];
}

export interface Contact {
  e164: string;
  name: string | null;
}

export interface ContestedNumber {
  e164: string;
  numberId: string;
  environmentId: string;
  otherAccounts: {
    id: string;
    name: string;
    /** `suspended`: no call starts and nothing can be changed. `closed`: its environments are deleted, and all of it except its usage is removed after 30 days. */
    status: 'active' | 'suspended' | 'closed';
  }[];
}

export interface Delivery {
  id: string;
  eventId: string;
  eventType:
    'call.started' | 'call.ended' | 'limit.reached' | 'limit.near' | 'environment.updated' | 'webhook.test';
  status: 'pending' | 'delivered' | 'failed';
  /** The body that is sent */
  payload: unknown;
  /** The last ten, the oldest first */
  attempts: {
    at: string;
    durationMilliseconds: number;
    /** The HTTP status of the answer; null if there was none */
    status: number | null;
    /** Why there was no answer */
    error?: string;
    /** The first 1,024 bytes of the answer */
    responseBody?: string;
  }[];
  attemptCount: number;
  nextAttemptAt: string | null;
  createdAt: string;
}

export interface EndedCall {
  id: string;
  environmentId: string;
  status: 'ended';
  direction: 'inbound' | 'outbound';
  agentId?: string;
  numberId?: string;
  campaignId?: string;
  /** The caller's own reference, for example a provider's call id: 1 to 128 visible ASCII characters */
  reference?: string;
  startedAt: string;
  endedAt: string;
  durationSeconds: number;
  /** `ended` by its holder; `expired`, because no heartbeat came before its lease ended; `drained`, ended by its holder while its environment was being deleted; `released` by an Admin */
  outcome: 'ended' | 'expired' | 'drained' | 'released';
  /** Why the call ended, for example `completed`, `no_answer`, `busy`, `failed` */
  endReason?: string;
}

export interface Environment {
  id: string;
  name: string;
  apiKey: {
    id: string;
    masked: string;
    createdAt: string;
    lastUsedAt: string | null;
    /** When it stops working. In the past: it was the last one, and the environment has no active key */
    expiresAt: string | null;
  };
  maxConcurrentCalls: number;
  /** How many calls of the plan the environment holds: its limit, or more while calls above a lowered limit are still running */
  allocatedConcurrentCalls: number;
  /** How many of the concurrent calls are for inbound ones only */
  reservedInboundCalls: number;
  hidden: boolean;
  /** Whether starts are refused until an Admin ends the pause */
  paused: boolean;
  /** Whether people should be asked twice: the console asks for its name before anything destructive */
  critical: boolean;
  /** `draining`: being deleted, which happens when its last call ends */
  status: 'active' | 'draining' | 'deleted';
  createdAt: string;
  updatedAt: string;
  /** Set while the environment is draining, and once it is deleted */
  deletedAt?: string;
  restorableUntil?: string;
}

export interface EnvironmentWithKey {
  environment: Environment;
  apiKey: {
    id: string;
    masked: string;
    /** Shown this once */
    secret: string | null;
    secretAvailable: boolean;
  };
}

export interface Exposure {
  /** API keys of environments */
  items: {
    environmentId: string;
    environmentName: string;
    keyId: string;
    masked: string;
    shownAt: string;
  }[];
  /** Secrets of service accounts. They manage the account with the role */
  serviceAccounts: {
    serviceAccountId: string;
    name: string;
    role: 'admin' | 'member';
    masked: string;
    shownAt: string;
  }[];
  /** Signing secrets of webhooks. Whoever has one can sign what looks like an event */
  webhooks: {
    environmentId: string;
    environmentName: string;
    webhookId: string;
    url: string;
    description: string;
    shownAt: string;
  }[];
}

export interface InspectedAccount {
  id: string;
  name: string;
  /** `suspended`: no call starts and nothing can be changed. `closed`: its environments are deleted, and all of it except its usage is removed after 30 days. */
  status: 'active' | 'suspended' | 'closed';
  plan: {
    name: string;
    maxConcurrentCalls: number;
  };
  allocatedConcurrentCalls: number;
  unallocatedConcurrentCalls: number;
  environmentCount: number;
  userCount: number;
  createdAt: string;
  updatedAt: string;
  /** Why it is suspended or closed */
  statusReason: string | null;
  /** Since when it is */
  statusSince: string | null;
  /** When a closed account is removed for good */
  purgeAt: string | null;
  createdBy: string;
  members: User[];
  environments: Environment[];
  usage: {
    month: string;
    /** Calls that started in it, including those that are still live */
    started: number;
    /** Starts refused in it because the limit was reached */
    refused: number;
    /** Calls that started in it and whose lease expired: they are included in `started` */
    expired: number;
    /** The minutes of the calls that started in it and have ended, to five decimal places */
    minutes: number;
    /** The most calls that were live at once */
    peak: number;
  };
}

export interface Invitation {
  id: string;
  email: string;
  role: 'admin' | 'member';
  status: 'pending' | 'expired' | 'revoked' | 'accepted';
  invitedBy: string;
  sentAt: string;
  expiresAt: string;
}

export interface Me {
  userId: string;
  email: string;
  name: string;
  /** The first 100 */
  memberships: Membership[];
}

export interface Membership {
  accountId: string;
  accountName: string;
  role: 'admin' | 'member';
}

export interface NewAccount {
  id: string;
  name: string;
  /** `suspended`: no call starts and nothing can be changed. `closed`: its environments are deleted, and all of it except its usage is removed after 30 days. */
  status: 'active' | 'suspended' | 'closed';
  plan: {
    name: string;
    maxConcurrentCalls: number;
  };
  allocatedConcurrentCalls: number;
  unallocatedConcurrentCalls: number;
  environmentCount: number;
  userCount: number;
  createdAt: string;
  updatedAt: string;
  environment: Environment;
  apiKey: {
    id: string;
    masked: string;
    /** Shown this once */
    secret: string | null;
    secretAvailable: boolean;
  };
}

export interface Number {
  id: string;
  e164: string;
  label: string;
  /** The agent that takes calls to this number */
  inboundAgentId: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface OwnConcurrency {
  maxConcurrentCalls: number;
  activeCalls: number;
  /** How many more calls may start, if no other limit is reached; 0 while all starts are refused */
  availableCalls: number;
  /** Whether starts are refused until an Admin ends the pause */
  paused: boolean;
  /** Outbound calls: the limit less the slots reserved for inbound ones */
  outbound: {
    maxConcurrentCalls: number;
    activeCalls: number;
  };
  /** Running campaigns with a limit of their own */
  campaigns: {
    campaignId: string;
    maxConcurrentCalls: number;
    activeCalls: number;
  }[];
}

export interface RotatedApiKey {
  id: string;
  masked: string;
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  createdBy: string;
  /** Shown this once */
  secret: string | null;
  secretAvailable: boolean;
}

export interface SentInvitation {
  id: string;
  email: string;
  role: 'admin' | 'member';
  status: 'pending' | 'expired' | 'revoked' | 'accepted';
  invitedBy: string;
  sentAt: string;
  expiresAt: string;
  /** The link with which the invited person accepts. You can pass it on: only the owner of the address can use it. Null when the answer is replayed. */
  link: string | null;
}

export interface ServiceAccount {
  id: string;
  name: string;
  role: 'admin' | 'member';
  /** The last characters of its secret */
  masked: string;
  createdAt: string;
  /** The id of the user who created it */
  createdBy: string;
  expiresAt: string | null;
  /** To the hour. Requests for audit events, reports and exports do not count */
  lastUsedAt: string | null;
}

export interface Settings {
  timezone: string;
  defaultLanguage: string;
  /** The agent that is used when none is given */
  defaultAgentId: string | null;
  alerts: Alerts;
  /** null until they are changed for the first time */
  updatedAt: string | null;
}

export interface Usage {
  from: string;
  to: string;
  granularity: 'hour' | 'day';
  items: UsagePeriod[];
  totals: {
    /** Calls that started in it, including those that are still live */
    started: number;
    /** Starts refused in it because the limit was reached */
    refused: number;
    /** Calls that started in it and whose lease expired: they are included in `started` */
    expired: number;
    /** The minutes of the calls that started in it and have ended, to five decimal places */
    minutes: number;
    /** The most calls that were live at once */
    peak: number;
  };
}

export interface UsagePeriod {
  /** When the hour or day began */
  at: string;
  /** Calls that started in it, including those that are still live */
  started: number;
  /** Starts refused in it because the limit was reached */
  refused: number;
  /** Calls that started in it and whose lease expired: they are included in `started` */
  expired: number;
  /** The minutes of the calls that started in it and have ended, to five decimal places */
  minutes: number;
  /** The most calls that were live at once */
  peak: number;
}

export interface User {
  userId: string;
  name: string;
  email: string;
  role: 'admin' | 'member';
  joinedAt: string;
}

export interface Webhook {
  id: string;
  url: string;
  description: string;
  events: ('call.started' | 'call.ended' | 'limit.reached' | 'limit.near' | 'environment.updated')[];
  enabled: boolean;
  /** `failing`: Berth disabled it because no delivery succeeded for three days */
  disabledReason?: 'failing';
  createdAt: string;
  updatedAt: string;
}

/** Every operation, under the name that openapi.json gives it. */
export interface Operations {
  /** Get the signed-in user: `GET /v1/me` */
  getMe(request?: Record<never, never>): Promise<Me>;
  /** List your accounts: `GET /v1/me/memberships` */
  listMemberships(request?: { limit?: number; cursor?: string }): Promise<{
    items: Membership[];
    nextCursor: string | null;
  }>;
  /** Create an account: `POST /v1/accounts` */
  createAccount(request: {
    body: {
      name: string;
    };
    idempotencyKey?: string;
  }): Promise<NewAccount>;
  /** Get an account: `GET /v1/accounts/{accountId}` */
  getAccount(request: { accountId: string }): Promise<Account>;
  /** Rename an account: `PATCH /v1/accounts/{accountId}` */
  renameAccount(request: {
    accountId: string;
    body: {
      name: string;
    };
    ifMatch?: string;
  }): Promise<Account>;
  /** Close an account: `POST /v1/accounts/{accountId}/close` */
  closeOwnAccount(request: { accountId: string; idempotencyKey?: string }): Promise<Account>;
  /** List the environments: `GET /v1/accounts/{accountId}/environments` */
  listEnvironments(request: {
    accountId: string;
    limit?: number;
    cursor?: string;
    visible?: boolean;
    status?: 'active' | 'deleted';
  }): Promise<{
    items: Environment[];
    nextCursor: string | null;
  }>;
  /** Create an environment: `POST /v1/accounts/{accountId}/environments` */
  createEnvironment(request: {
    accountId: string;
    body: {
      name: string;
      maxConcurrentCalls: number;
      /** How many of the concurrent calls are reserved for inbound calls: outbound calls get the others */
      reservedInboundCalls?: number;
      hidden?: boolean;
      critical?: boolean;
    };
    idempotencyKey?: string;
  }): Promise<EnvironmentWithKey>;
  /** Get an environment: `GET /v1/accounts/{accountId}/environments/{environmentId}` */
  getEnvironment(request: { accountId: string; environmentId: string }): Promise<Environment>;
  /** Change an environment, or pause it: `PATCH /v1/accounts/{accountId}/environments/{environmentId}` */
  editEnvironment(request: {
    accountId: string;
    environmentId: string;
    body: {
      name?: string;
      maxConcurrentCalls?: number;
      /** How many of the concurrent calls are reserved for inbound calls: outbound calls get the others */
      reservedInboundCalls?: number;
      hidden?: boolean;
      paused?: boolean;
      critical?: boolean;
    };
    ifMatch?: string;
  }): Promise<Environment>;
  /** Delete an environment: `DELETE /v1/accounts/{accountId}/environments/{environmentId}` */
  deleteEnvironment(request: {
    accountId: string;
    environmentId: string;
    drain?: boolean;
    permanently?: boolean;
    ifMatch?: string;
  }): Promise<void>;
  /** Restore a deleted environment, with a new API key: `POST /v1/accounts/{accountId}/environments/{environmentId}/restore` */
  restoreEnvironment(request: {
    accountId: string;
    environmentId: string;
    idempotencyKey?: string;
  }): Promise<EnvironmentWithKey>;
  /** List the calls of an environment, live or ended: `GET /v1/accounts/{accountId}/environments/{environmentId}/calls` */
  listEnvironmentCalls(request: {
    accountId: string;
    environmentId: string;
    limit?: number;
    cursor?: string;
    status?: 'active' | 'ended';
    direction?: 'inbound' | 'outbound';
    agentId?: string;
    numberId?: string;
    campaignId?: string;
    reference?: string;
    from?: string;
    to?: string;
    outcome?: 'ended' | 'expired' | 'drained' | 'released';
  }): Promise<{
    items: (Call | EndedCall)[];
    nextCursor: string | null;
  }>;
  /** Get a call of an environment, live or ended: `GET /v1/accounts/{accountId}/environments/{environmentId}/calls/{callId}` */
  getEnvironmentCall(request: {
    accountId: string;
    environmentId: string;
    callId: string;
  }): Promise<Call | EndedCall>;
  /** End a call on behalf of its holder: `DELETE /v1/accounts/{accountId}/environments/{environmentId}/calls/{callId}` */
  releaseCall(request: { accountId: string; environmentId: string; callId: string }): Promise<void>;
  /** List the active API keys of an environment: `GET /v1/accounts/{accountId}/environments/{environmentId}/api-keys` */
  listApiKeys(request: {
    accountId: string;
    environmentId: string;
    limit?: number;
    cursor?: string;
  }): Promise<{
    items: ApiKey[];
    nextCursor: string | null;
  }>;
  /** Create a new API key; the old one keeps working for a grace period: `POST /v1/accounts/{accountId}/environments/{environmentId}/api-keys/rotate` */
  rotateApiKey(request: {
    accountId: string;
    environmentId: string;
    body?: {
      /** How long the old key works as well, in seconds */
      graceSeconds?: number;
      supersede?: boolean;
    };
    idempotencyKey?: string;
  }): Promise<RotatedApiKey>;
  /** Revoke an API key at once: `DELETE /v1/accounts/{accountId}/environments/{environmentId}/api-keys/{keyId}` */
  revokeApiKey(request: { accountId: string; environmentId: string; keyId: string }): Promise<void>;
  /** See how the plan is allocated and used: `GET /v1/accounts/{accountId}/concurrency` */
  getConcurrency(request: { accountId: string }): Promise<Concurrency>;
  /** Change several limits in one step: `POST /v1/accounts/{accountId}/concurrency/reallocations` */
  reallocateConcurrency(request: {
    accountId: string;
    body: {
      changes: {
        environmentId: string;
        maxConcurrentCalls: number;
      }[];
      dryRun?: boolean;
    };
    idempotencyKey?: string;
  }): Promise<Concurrency>;
  /** List the users of an account: `GET /v1/accounts/{accountId}/users` */
  listUsers(request: { accountId: string; limit?: number; cursor?: string }): Promise<{
    items: User[];
    nextCursor: string | null;
  }>;
  /** Get a user: `GET /v1/accounts/{accountId}/users/{userId}` */
  getUser(request: { accountId: string; userId: string }): Promise<User>;
  /** Change a user's role: `PATCH /v1/accounts/{accountId}/users/{userId}` */
  changeRole(request: {
    accountId: string;
    userId: string;
    body: {
      role: 'admin' | 'member';
    };
    ifMatch?: string;
  }): Promise<User>;
  /** Remove a user from the account, or leave it: `DELETE /v1/accounts/{accountId}/users/{userId}` */
  removeUser(request: {
    accountId: string;
    userId: string;
    forget?: boolean;
    ifMatch?: string;
  }): Promise<void>;
  /** Which live secrets has this user been shown?: `GET /v1/accounts/{accountId}/users/{userId}/exposure` */
  getExposure(request: { accountId: string; userId: string }): Promise<Exposure>;
  /** List the invitations that were not accepted: `GET /v1/accounts/{accountId}/invitations` */
  listInvitations(request: { accountId: string; limit?: number; cursor?: string }): Promise<{
    items: Invitation[];
    nextCursor: string | null;
  }>;
  /** Invite a person by email: `POST /v1/accounts/{accountId}/invitations` */
  createInvitation(request: {
    accountId: string;
    body: {
      email: string;
      role: 'admin' | 'member';
    };
    idempotencyKey?: string;
  }): Promise<SentInvitation>;
  /** Change the role that an invitation offers: `PATCH /v1/accounts/{accountId}/invitations/{invitationId}` */
  editInvitation(request: {
    accountId: string;
    invitationId: string;
    body: {
      role: 'admin' | 'member';
    };
    ifMatch?: string;
  }): Promise<Invitation>;
  /** Revoke an invitation: `DELETE /v1/accounts/{accountId}/invitations/{invitationId}` */
  revokeInvitation(request: { accountId: string; invitationId: string; ifMatch?: string }): Promise<void>;
  /** Send an invitation again, with a new link and expiry; the old link stops working: `POST /v1/accounts/{accountId}/invitations/{invitationId}/resend` */
  resendInvitation(request: {
    accountId: string;
    invitationId: string;
    idempotencyKey?: string;
  }): Promise<SentInvitation>;
  /** See what an invitation offers: `POST /v1/invitations/lookup` */
  lookUpInvitation(request: {
    body: {
      /** What follows `#token=` in the invitation's link */
      token: string;
    };
    idempotencyKey?: string;
  }): Promise<{
    accountName: string;
    role: 'admin' | 'member';
    email: string;
    expiresAt: string;
  }>;
  /** Accept an invitation: `POST /v1/invitations/accept` */
  acceptInvitation(request: {
    body: {
      /** What follows `#token=` in the invitation's link */
      token: string;
    };
    idempotencyKey?: string;
  }): Promise<{
    accountId: string;
    role: 'admin' | 'member';
  }>;
  /** List the service accounts of an account: `GET /v1/accounts/{accountId}/service-accounts` */
  listServiceAccounts(request: { accountId: string; limit?: number; cursor?: string }): Promise<{
    items: ServiceAccount[];
    nextCursor: string | null;
  }>;
  /** Create a service account: `POST /v1/accounts/{accountId}/service-accounts` */
  createServiceAccount(request: {
    accountId: string;
    body: {
      name: string;
      role: 'admin' | 'member';
      /** When it stops working, in the future; null for never */
      expiresAt?: string | null;
    };
    idempotencyKey?: string;
  }): Promise<{
    id: string;
    name: string;
    role: 'admin' | 'member';
    /** The last characters of its secret */
    masked: string;
    createdAt: string;
    /** The id of the user who created it */
    createdBy: string;
    expiresAt: string | null;
    /** To the hour. Requests for audit events, reports and exports do not count */
    lastUsedAt: string | null;
    /** Shown this once. null when the answer is replayed */
    secret: string | null;
    secretAvailable: boolean;
  }>;
  /** Get a service account: `GET /v1/accounts/{accountId}/service-accounts/{serviceAccountId}` */
  getServiceAccount(request: { accountId: string; serviceAccountId: string }): Promise<ServiceAccount>;
  /** Change a service account: `PATCH /v1/accounts/{accountId}/service-accounts/{serviceAccountId}` */
  editServiceAccount(request: {
    accountId: string;
    serviceAccountId: string;
    body: {
      name?: string;
      role?: 'admin' | 'member';
      /** When it stops working, in the future; null for never */
      expiresAt?: string | null;
    };
    ifMatch?: string;
  }): Promise<ServiceAccount>;
  /** Delete a service account: `DELETE /v1/accounts/{accountId}/service-accounts/{serviceAccountId}` */
  deleteServiceAccount(request: {
    accountId: string;
    serviceAccountId: string;
    ifMatch?: string;
  }): Promise<void>;
  /** Rotate the secret of a service account: `POST /v1/accounts/{accountId}/service-accounts/{serviceAccountId}/rotate` */
  rotateServiceAccountSecret(request: {
    accountId: string;
    serviceAccountId: string;
    body?: {
      /** How long the old secret works as well, in seconds */
      graceSeconds?: number;
    };
    idempotencyKey?: string;
  }): Promise<{
    id: string;
    name: string;
    role: 'admin' | 'member';
    /** The last characters of its secret */
    masked: string;
    createdAt: string;
    /** The id of the user who created it */
    createdBy: string;
    expiresAt: string | null;
    /** To the hour. Requests for audit events, reports and exports do not count */
    lastUsedAt: string | null;
    /** Shown this once. null when the answer is replayed */
    secret: string | null;
    secretAvailable: boolean;
  }>;
  /** Get the environment of the API key: `GET /v1/environment` */
  getOwnEnvironment(request?: Record<never, never>): Promise<Environment>;
  /** Start a call, if a slot is free: `POST /v1/calls` */
  startCall(request?: {
    body?: {
      id?: string;
      direction?: 'inbound' | 'outbound';
      agentId?: string;
      numberId?: string;
      campaignId?: string;
      /** The caller's own reference, for example a provider's call id: 1 to 128 visible ASCII characters */
      reference?: string;
      /** How long the slot is held without a heartbeat */
      leaseSeconds?: number;
    };
    idempotencyKey?: string;
  }): Promise<Call>;
  /** List the calls, live or ended: `GET /v1/calls` */
  listCalls(request?: {
    limit?: number;
    cursor?: string;
    status?: 'active' | 'ended';
    direction?: 'inbound' | 'outbound';
    agentId?: string;
    numberId?: string;
    campaignId?: string;
    reference?: string;
    from?: string;
    to?: string;
    outcome?: 'ended' | 'expired' | 'drained' | 'released';
  }): Promise<{
    items: (Call | EndedCall)[];
    nextCursor: string | null;
  }>;
  /** Get a call, live or ended: `GET /v1/calls/{callId}` */
  getCall(request: { callId: string }): Promise<Call | EndedCall>;
  /** End a call: `DELETE /v1/calls/{callId}` */
  endCall(request: { callId: string; reason?: string }): Promise<void>;
  /** Keep a call alive: `POST /v1/calls/{callId}/heartbeat` */
  heartbeatCall(request: {
    callId: string;
    body?: {
      /** How long the slot is held without a heartbeat */
      leaseSeconds?: number;
    };
    idempotencyKey?: string;
  }): Promise<Call>;
  /** Keep many calls alive: `POST /v1/calls/heartbeats` */
  heartbeatCalls(request: {
    body: {
      ids: string[];
      /** How long the slot is held without a heartbeat */
      leaseSeconds?: number;
    };
    idempotencyKey?: string;
  }): Promise<{
    items: (
      | {
          id: string;
          status: 'active';
          leaseExpiresAt: string;
        }
      | {
          id: string;
          status: 'expired';
        }
    )[];
  }>;
  /** See how many calls run and may run right now: `GET /v1/concurrency` */
  getOwnConcurrency(request?: Record<never, never>): Promise<OwnConcurrency>;
  /** See the usage of an environment by the hour or by the day: `GET /v1/usage` */
  getUsage(request?: { from?: string; to?: string; granularity?: 'hour' | 'day' }): Promise<Usage>;
  /** See the usage of an environment by the hour or by the day: `GET /v1/accounts/{accountId}/environments/{environmentId}/usage` */
  getEnvironmentUsage(request: {
    accountId: string;
    environmentId: string;
    from?: string;
    to?: string;
    granularity?: 'hour' | 'day';
  }): Promise<Usage>;
  /** Export the usage of an environment: `GET /v1/exports/usage` */
  exportUsage(request?: { from?: string; to?: string; granularity?: 'hour' | 'day' }): Promise<string>;
  /** Export the usage of an environment: `GET /v1/accounts/{accountId}/environments/{environmentId}/exports/usage` */
  exportEnvironmentUsage(request: {
    accountId: string;
    environmentId: string;
    from?: string;
    to?: string;
    granularity?: 'hour' | 'day';
  }): Promise<string>;
  /** Export the records of calls that have ended: `GET /v1/exports/calls` */
  exportCalls(request?: {
    limit?: number;
    cursor?: string;
    direction?: 'inbound' | 'outbound';
    agentId?: string;
    numberId?: string;
    campaignId?: string;
    reference?: string;
    from?: string;
    to?: string;
    outcome?: 'ended' | 'expired' | 'drained' | 'released';
  }): Promise<string>;
  /** Export the records of calls that have ended: `GET /v1/accounts/{accountId}/environments/{environmentId}/exports/calls` */
  exportEnvironmentCalls(request: {
    accountId: string;
    environmentId: string;
    limit?: number;
    cursor?: string;
    direction?: 'inbound' | 'outbound';
    agentId?: string;
    numberId?: string;
    campaignId?: string;
    reference?: string;
    from?: string;
    to?: string;
    outcome?: 'ended' | 'expired' | 'drained' | 'released';
  }): Promise<string>;
  /** See the usage of all environments of an account, in total and for each: `GET /v1/accounts/{accountId}/usage` */
  getAccountUsage(request: {
    accountId: string;
    from?: string;
    to?: string;
    granularity?: 'hour' | 'day';
    includeDeleted?: boolean;
  }): Promise<AccountUsage>;
  /** Export the usage of all environments of an account: `GET /v1/accounts/{accountId}/exports/usage` */
  exportAccountUsage(request: {
    accountId: string;
    from?: string;
    to?: string;
    granularity?: 'hour' | 'day';
    includeDeleted?: boolean;
  }): Promise<string>;
  /** List the agents: `GET /v1/agents` */
  listAgents(request?: { limit?: number; cursor?: string }): Promise<{
    items: Agent[];
    nextCursor: string | null;
  }>;
  /** Create an agent: `POST /v1/agents` */
  createAgent(request: {
    body: {
      name: string;
      /** At most 4096 bytes */
      description?: string;
      /** A language tag (BCP 47) */
      language?: string;
      /** The voice’s name at the speech provider */
      voice?: string;
      /** At most 4096 bytes */
      greeting?: string;
      /** At most 32768 bytes */
      prompt?: string;
    };
    idempotencyKey?: string;
  }): Promise<Agent>;
  /** List the agents: `GET /v1/accounts/{accountId}/environments/{environmentId}/agents` */
  listEnvironmentAgents(request: {
    accountId: string;
    environmentId: string;
    limit?: number;
    cursor?: string;
  }): Promise<{
    items: Agent[];
    nextCursor: string | null;
  }>;
  /** Create an agent: `POST /v1/accounts/{accountId}/environments/{environmentId}/agents` */
  createEnvironmentAgent(request: {
    accountId: string;
    environmentId: string;
    body: {
      name: string;
      /** At most 4096 bytes */
      description?: string;
      /** A language tag (BCP 47) */
      language?: string;
      /** The voice’s name at the speech provider */
      voice?: string;
      /** At most 4096 bytes */
      greeting?: string;
      /** At most 32768 bytes */
      prompt?: string;
    };
    idempotencyKey?: string;
  }): Promise<Agent>;
  /** Get an agent: `GET /v1/agents/{agentId}` */
  getAgent(request: { agentId: string }): Promise<Agent>;
  /** Change an agent: `PATCH /v1/agents/{agentId}` */
  editAgent(request: {
    agentId: string;
    body: {
      name?: string;
      /** At most 4096 bytes */
      description?: string;
      /** A language tag (BCP 47) */
      language?: string;
      /** The voice’s name at the speech provider */
      voice?: string;
      /** At most 4096 bytes */
      greeting?: string;
      /** At most 32768 bytes */
      prompt?: string;
    };
    ifMatch?: string;
  }): Promise<Agent>;
  /** Delete an agent: `DELETE /v1/agents/{agentId}` */
  deleteAgent(request: { agentId: string; ifMatch?: string }): Promise<void>;
  /** Get an agent: `GET /v1/accounts/{accountId}/environments/{environmentId}/agents/{agentId}` */
  getEnvironmentAgent(request: { accountId: string; environmentId: string; agentId: string }): Promise<Agent>;
  /** Change an agent: `PATCH /v1/accounts/{accountId}/environments/{environmentId}/agents/{agentId}` */
  editEnvironmentAgent(request: {
    accountId: string;
    environmentId: string;
    agentId: string;
    body: {
      name?: string;
      /** At most 4096 bytes */
      description?: string;
      /** A language tag (BCP 47) */
      language?: string;
      /** The voice’s name at the speech provider */
      voice?: string;
      /** At most 4096 bytes */
      greeting?: string;
      /** At most 32768 bytes */
      prompt?: string;
    };
    ifMatch?: string;
  }): Promise<Agent>;
  /** Delete an agent: `DELETE /v1/accounts/{accountId}/environments/{environmentId}/agents/{agentId}` */
  deleteEnvironmentAgent(request: {
    accountId: string;
    environmentId: string;
    agentId: string;
    ifMatch?: string;
  }): Promise<void>;
  /** List the telephone numbers: `GET /v1/numbers` */
  listNumbers(request?: { limit?: number; cursor?: string }): Promise<{
    items: Number[];
    nextCursor: string | null;
  }>;
  /** Add a telephone number: `POST /v1/numbers` */
  createNumber(request: {
    body: {
      e164: string;
      label?: string;
      /** The agent that takes calls to this number */
      inboundAgentId?: string | null;
    };
    idempotencyKey?: string;
  }): Promise<Number>;
  /** List the telephone numbers: `GET /v1/accounts/{accountId}/environments/{environmentId}/numbers` */
  listEnvironmentNumbers(request: {
    accountId: string;
    environmentId: string;
    limit?: number;
    cursor?: string;
  }): Promise<{
    items: Number[];
    nextCursor: string | null;
  }>;
  /** Add a telephone number: `POST /v1/accounts/{accountId}/environments/{environmentId}/numbers` */
  createEnvironmentNumber(request: {
    accountId: string;
    environmentId: string;
    body: {
      e164: string;
      label?: string;
      /** The agent that takes calls to this number */
      inboundAgentId?: string | null;
    };
    idempotencyKey?: string;
  }): Promise<Number>;
  /** Get a telephone number: `GET /v1/numbers/{numberId}` */
  getNumber(request: { numberId: string }): Promise<Number>;
  /** Change the label or the agent of a telephone number: `PATCH /v1/numbers/{numberId}` */
  editNumber(request: {
    numberId: string;
    body: {
      label?: string;
      /** The agent that takes calls to this number */
      inboundAgentId?: string | null;
    };
    ifMatch?: string;
  }): Promise<Number>;
  /** Remove a telephone number: `DELETE /v1/numbers/{numberId}` */
  deleteNumber(request: { numberId: string; ifMatch?: string }): Promise<void>;
  /** Get a telephone number: `GET /v1/accounts/{accountId}/environments/{environmentId}/numbers/{numberId}` */
  getEnvironmentNumber(request: {
    accountId: string;
    environmentId: string;
    numberId: string;
  }): Promise<Number>;
  /** Change the label or the agent of a telephone number: `PATCH /v1/accounts/{accountId}/environments/{environmentId}/numbers/{numberId}` */
  editEnvironmentNumber(request: {
    accountId: string;
    environmentId: string;
    numberId: string;
    body: {
      label?: string;
      /** The agent that takes calls to this number */
      inboundAgentId?: string | null;
    };
    ifMatch?: string;
  }): Promise<Number>;
  /** Remove a telephone number: `DELETE /v1/accounts/{accountId}/environments/{environmentId}/numbers/{numberId}` */
  deleteEnvironmentNumber(request: {
    accountId: string;
    environmentId: string;
    numberId: string;
    ifMatch?: string;
  }): Promise<void>;
  /** List the campaigns: `GET /v1/campaigns` */
  listCampaigns(request?: { limit?: number; cursor?: string }): Promise<{
    items: Campaign[];
    nextCursor: string | null;
  }>;
  /** Create a campaign: `POST /v1/campaigns` */
  createCampaign(request: {
    body: {
      name: string;
      agentId: string;
      numberId: string;
      /** How many of its calls may run at once while it runs, within the limit of the environment; or null */
      maxConcurrentCalls?: number | null;
    };
    idempotencyKey?: string;
  }): Promise<Campaign>;
  /** List the campaigns: `GET /v1/accounts/{accountId}/environments/{environmentId}/campaigns` */
  listEnvironmentCampaigns(request: {
    accountId: string;
    environmentId: string;
    limit?: number;
    cursor?: string;
  }): Promise<{
    items: Campaign[];
    nextCursor: string | null;
  }>;
  /** Create a campaign: `POST /v1/accounts/{accountId}/environments/{environmentId}/campaigns` */
  createEnvironmentCampaign(request: {
    accountId: string;
    environmentId: string;
    body: {
      name: string;
      agentId: string;
      numberId: string;
      /** How many of its calls may run at once while it runs, within the limit of the environment; or null */
      maxConcurrentCalls?: number | null;
    };
    idempotencyKey?: string;
  }): Promise<Campaign>;
  /** Get a campaign: `GET /v1/campaigns/{campaignId}` */
  getCampaign(request: { campaignId: string }): Promise<Campaign>;
  /** Change, start, pause or complete a campaign: `PATCH /v1/campaigns/{campaignId}` */
  editCampaign(request: {
    campaignId: string;
    body: {
      name?: string;
      agentId?: string;
      numberId?: string;
      status?: 'draft' | 'running' | 'paused' | 'completed';
      /** How many of its calls may run at once while it runs, within the limit of the environment; or null */
      maxConcurrentCalls?: number | null;
    };
    ifMatch?: string;
  }): Promise<Campaign>;
  /** Delete a campaign with its contacts: `DELETE /v1/campaigns/{campaignId}` */
  deleteCampaign(request: { campaignId: string; ifMatch?: string }): Promise<void>;
  /** Get a campaign: `GET /v1/accounts/{accountId}/environments/{environmentId}/campaigns/{campaignId}` */
  getEnvironmentCampaign(request: {
    accountId: string;
    environmentId: string;
    campaignId: string;
  }): Promise<Campaign>;
  /** Change, start, pause or complete a campaign: `PATCH /v1/accounts/{accountId}/environments/{environmentId}/campaigns/{campaignId}` */
  editEnvironmentCampaign(request: {
    accountId: string;
    environmentId: string;
    campaignId: string;
    body: {
      name?: string;
      agentId?: string;
      numberId?: string;
      status?: 'draft' | 'running' | 'paused' | 'completed';
      /** How many of its calls may run at once while it runs, within the limit of the environment; or null */
      maxConcurrentCalls?: number | null;
    };
    ifMatch?: string;
  }): Promise<Campaign>;
  /** Delete a campaign with its contacts: `DELETE /v1/accounts/{accountId}/environments/{environmentId}/campaigns/{campaignId}` */
  deleteEnvironmentCampaign(request: {
    accountId: string;
    environmentId: string;
    campaignId: string;
    ifMatch?: string;
  }): Promise<void>;
  /** List the contacts of a campaign: `GET /v1/campaigns/{campaignId}/contacts` */
  listContacts(request: { campaignId: string; limit?: number; cursor?: string }): Promise<{
    items: Contact[];
    nextCursor: string | null;
  }>;
  /** Upload the contacts of a campaign: `PUT /v1/campaigns/{campaignId}/contacts` */
  replaceContacts(request: {
    campaignId: string;
    empty?: boolean;
    body: string;
    ifMatch?: string;
  }): Promise<Campaign>;
  /** List the contacts of a campaign: `GET /v1/accounts/{accountId}/environments/{environmentId}/campaigns/{campaignId}/contacts` */
  listEnvironmentContacts(request: {
    accountId: string;
    environmentId: string;
    campaignId: string;
    limit?: number;
    cursor?: string;
  }): Promise<{
    items: Contact[];
    nextCursor: string | null;
  }>;
  /** Upload the contacts of a campaign: `PUT /v1/accounts/{accountId}/environments/{environmentId}/campaigns/{campaignId}/contacts` */
  replaceEnvironmentContacts(request: {
    accountId: string;
    environmentId: string;
    campaignId: string;
    empty?: boolean;
    body: string;
    ifMatch?: string;
  }): Promise<Campaign>;
  /** Get the settings of an environment: `GET /v1/settings` */
  getSettings(request?: Record<never, never>): Promise<Settings>;
  /** Change the settings of an environment: `PATCH /v1/settings` */
  editSettings(request: {
    body: {
      /** The IANA name of a time zone */
      timezone?: string;
      /** A language tag (BCP 47) */
      defaultLanguage?: string;
      /** The agent that is used when none is given */
      defaultAgentId?: string | null;
      /** For Admins only */
      alerts?: {
        /** Alert when this percentage of the limit is in use, for example 80; null: never */
        nearPercent?: number | null;
        /** Alert when a start was refused because a limit was reached */
        refusals?: boolean;
        /** Alert when this many leases expire within an hour, for example 10; null: never */
        expiredCalls?: number | null;
        /** The Admins who get the mails */
        mailTo?: string[];
      };
    };
    ifMatch?: string;
  }): Promise<Settings>;
  /** Get the settings of an environment: `GET /v1/accounts/{accountId}/environments/{environmentId}/settings` */
  getEnvironmentSettings(request: { accountId: string; environmentId: string }): Promise<Settings>;
  /** Change the settings of an environment: `PATCH /v1/accounts/{accountId}/environments/{environmentId}/settings` */
  editEnvironmentSettings(request: {
    accountId: string;
    environmentId: string;
    body: {
      /** The IANA name of a time zone */
      timezone?: string;
      /** A language tag (BCP 47) */
      defaultLanguage?: string;
      /** The agent that is used when none is given */
      defaultAgentId?: string | null;
      /** For Admins only */
      alerts?: {
        /** Alert when this percentage of the limit is in use, for example 80; null: never */
        nearPercent?: number | null;
        /** Alert when a start was refused because a limit was reached */
        refusals?: boolean;
        /** Alert when this many leases expire within an hour, for example 10; null: never */
        expiredCalls?: number | null;
        /** The Admins who get the mails */
        mailTo?: string[];
      };
    };
    ifMatch?: string;
  }): Promise<Settings>;
  /** List the webhooks of an environment: `GET /v1/accounts/{accountId}/environments/{environmentId}/webhooks` */
  listWebhooks(request: {
    accountId: string;
    environmentId: string;
    limit?: number;
    cursor?: string;
  }): Promise<{
    items: Webhook[];
    nextCursor: string | null;
  }>;
  /** Create a webhook: `POST /v1/accounts/{accountId}/environments/{environmentId}/webhooks` */
  createWebhook(request: {
    accountId: string;
    environmentId: string;
    body: {
      url: string;
      events: ('call.started' | 'call.ended' | 'limit.reached' | 'limit.near' | 'environment.updated')[];
      description?: string;
    };
    idempotencyKey?: string;
  }): Promise<{
    id: string;
    url: string;
    description: string;
    events: ('call.started' | 'call.ended' | 'limit.reached' | 'limit.near' | 'environment.updated')[];
    enabled: boolean;
    /** `failing`: Berth disabled it because no delivery succeeded for three days */
    disabledReason?: 'failing';
    createdAt: string;
    updatedAt: string;
    /** The signing secret, shown this once. null when the answer is replayed */
    secret: string | null;
    secretAvailable: boolean;
  }>;
  /** Get a webhook: `GET /v1/accounts/{accountId}/environments/{environmentId}/webhooks/{webhookId}` */
  getWebhook(request: { accountId: string; environmentId: string; webhookId: string }): Promise<Webhook>;
  /** Change a webhook: `PATCH /v1/accounts/{accountId}/environments/{environmentId}/webhooks/{webhookId}` */
  editWebhook(request: {
    accountId: string;
    environmentId: string;
    webhookId: string;
    body: {
      url?: string;
      events?: ('call.started' | 'call.ended' | 'limit.reached' | 'limit.near' | 'environment.updated')[];
      description?: string;
      enabled?: boolean;
    };
    ifMatch?: string;
  }): Promise<Webhook>;
  /** Delete a webhook: `DELETE /v1/accounts/{accountId}/environments/{environmentId}/webhooks/{webhookId}` */
  deleteWebhook(request: {
    accountId: string;
    environmentId: string;
    webhookId: string;
    ifMatch?: string;
  }): Promise<void>;
  /** Rotate the signing secret of a webhook: `POST /v1/accounts/{accountId}/environments/{environmentId}/webhooks/{webhookId}/rotate-secret` */
  rotateWebhookSecret(request: {
    accountId: string;
    environmentId: string;
    webhookId: string;
    body?: {
      /** How long the old secret signs as well, in seconds */
      graceSeconds?: number;
    };
    idempotencyKey?: string;
  }): Promise<{
    id: string;
    url: string;
    description: string;
    events: ('call.started' | 'call.ended' | 'limit.reached' | 'limit.near' | 'environment.updated')[];
    enabled: boolean;
    /** `failing`: Berth disabled it because no delivery succeeded for three days */
    disabledReason?: 'failing';
    createdAt: string;
    updatedAt: string;
    /** The signing secret, shown this once. null when the answer is replayed */
    secret: string | null;
    secretAvailable: boolean;
  }>;
  /** Send a test event to a webhook now: `POST /v1/accounts/{accountId}/environments/{environmentId}/webhooks/{webhookId}/test` */
  testWebhook(request: {
    accountId: string;
    environmentId: string;
    webhookId: string;
    idempotencyKey?: string;
  }): Promise<{
    delivered: boolean;
    at: string;
    durationMilliseconds: number;
    /** The HTTP status of the answer; null if there was none */
    status: number | null;
    /** Why there was no answer */
    error?: string;
    /** The first 1,024 bytes of the answer */
    responseBody?: string;
  }>;
  /** List the deliveries of a webhook: `GET /v1/accounts/{accountId}/environments/{environmentId}/webhooks/{webhookId}/deliveries` */
  listDeliveries(request: {
    accountId: string;
    environmentId: string;
    webhookId: string;
    limit?: number;
    cursor?: string;
    status?: 'pending' | 'delivered' | 'failed';
  }): Promise<{
    items: Delivery[];
    nextCursor: string | null;
  }>;
  /** Send a delivery again: `POST /v1/accounts/{accountId}/environments/{environmentId}/webhooks/{webhookId}/deliveries/{deliveryId}/resend` */
  resendDelivery(request: {
    accountId: string;
    environmentId: string;
    webhookId: string;
    deliveryId: string;
    idempotencyKey?: string;
  }): Promise<Delivery>;
  /** Send the failed deliveries of a period again: `POST /v1/accounts/{accountId}/environments/{environmentId}/webhooks/{webhookId}/deliveries/resend` */
  resendDeliveries(request: {
    accountId: string;
    environmentId: string;
    webhookId: string;
    body?: {
      from?: string;
      to?: string;
      /** `nextCursor` of the previous request */
      cursor?: string;
    };
    idempotencyKey?: string;
  }): Promise<{
    /** How many are sent again */
    resent: number;
    nextCursor: string | null;
  }>;
  /** See who changed what, newest first: `GET /v1/accounts/{accountId}/audit-events` */
  listAuditEvents(request: {
    accountId: string;
    limit?: number;
    cursor?: string;
    targetId?: string;
    actorId?: string;
    action?: string;
    from?: string;
    to?: string;
  }): Promise<{
    items: AuditEvent[];
    nextCursor: string | null;
  }>;
  /** Export who changed what: `GET /v1/accounts/{accountId}/exports/audit-events` */
  exportAuditEvents(request: {
    accountId: string;
    limit?: number;
    cursor?: string;
    targetId?: string;
    actorId?: string;
    action?: string;
    from?: string;
    to?: string;
  }): Promise<string>;
  /** Find accounts: `GET /v1/operator/accounts` */
  findAccounts(request?: {
    limit?: number;
    cursor?: string;
    query?: string;
    status?: 'active' | 'suspended' | 'closed';
  }): Promise<{
    items: Account[];
    nextCursor: string | null;
  }>;
  /** See an account with its users, its environments and its usage of the month: `GET /v1/operator/accounts/{accountId}` */
  inspectAccount(request: { accountId: string }): Promise<InspectedAccount>;
  /** List the telephone numbers of an account that other accounts claim too: `GET /v1/operator/accounts/{accountId}/contested-numbers` */
  listContestedNumbers(request: { accountId: string; limit?: number; cursor?: string }): Promise<{
    items: ContestedNumber[];
    nextCursor: string | null;
  }>;
  /** Suspend an account: `POST /v1/operator/accounts/{accountId}/suspend` */
  suspendAccount(request: {
    accountId: string;
    body: {
      /** Why, for the account's audit trail */
      reason: string;
    };
    idempotencyKey?: string;
  }): Promise<Account>;
  /** Resume an account that was suspended or closed: `POST /v1/operator/accounts/{accountId}/resume` */
  resumeAccount(request: { accountId: string; idempotencyKey?: string }): Promise<Account>;
  /** Close an account: `POST /v1/operator/accounts/{accountId}/close` */
  closeAccount(request: {
    accountId: string;
    body?: {
      /** Why, for the account's audit trail */
      reason?: string;
    };
    idempotencyKey?: string;
  }): Promise<Account>;
  /** Export the usage of all accounts in a month: `GET /v1/operator/exports/usage` */
  exportUsageOfAll(request?: { limit?: number; cursor?: string; month?: string }): Promise<string>;
  /** Set the plan of an account: `PUT /v1/accounts/{accountId}/plan` */
  setPlan(request: {
    accountId: string;
    body: {
      name: string;
      maxConcurrentCalls: number;
      lowerEnvironments?: boolean;
      dryRun?: boolean;
    };
    ifMatch?: string;
  }): Promise<{
    id: string;
    name: string;
    /** `suspended`: no call starts and nothing can be changed. `closed`: its environments are deleted, and all of it except its usage is removed after 30 days. */
    status: 'active' | 'suspended' | 'closed';
    plan: {
      name: string;
      maxConcurrentCalls: number;
    };
    allocatedConcurrentCalls: number;
    unallocatedConcurrentCalls: number;
    environmentCount: number;
    userCount: number;
    createdAt: string;
    updatedAt: string;
    lowered: {
      environmentId: string;
      name: string;
      from: number;
      to: number;
    }[];
  }>;
}
