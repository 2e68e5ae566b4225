/**
 * The promises of the product as plain bookkeeping, without gates, transactions or a database. One request at a time must
 * have exactly this result.
 */
export interface ModelKey {
  readonly id: string;
  readonly secret: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

export interface ModelCall {
  /** When its lease ends, in hundredths of a second. */
  end: number;
  readonly direction: 'inbound' | 'outbound';
  readonly ofCampaign: boolean;
}

/** The one campaign of an environment. */
export interface ModelCampaign {
  readonly id: string;
  status: 'draft' | 'running' | 'paused';
  limit: number | null;
}

export interface ModelEnvironment {
  readonly id: string;
  name: string;
  limit: number;
  /** How many slots are for inbound calls only. */
  reserve: number;
  hidden: boolean;
  paused: boolean;
  status: 'active' | 'draining' | 'deleted';
  /** It was deleted with its account, and comes back with it. */
  withAccount: boolean;
  /** The oldest first, including revoked ones. */
  keys: ModelKey[];
  /** Running calls, and calls whose lease has run out. */
  readonly calls: Map<string, ModelCall>;
  campaign: ModelCampaign | undefined;
  /** What it may hold of the plan: more than its limit only for calls that ran when the limit was lowered. */
  reservedMost: number;
  restorableUntil: number;
}

/** An environment as it is right after its creation. */
export const newModelEnvironment = (
  given: Pick<ModelEnvironment, 'id' | 'name' | 'limit' | 'hidden' | 'keys'>,
): ModelEnvironment => ({
  ...given,
  reserve: 0,
  paused: false,
  status: 'active',
  withAccount: false,
  calls: new Map(),
  campaign: undefined,
  reservedMost: given.limit,
  restorableUntil: 0,
});

export interface ModelUser {
  readonly email: string;
  readonly userId: string;
  token: string;
  /** Undefined when the person is not a user. */
  role: 'admin' | 'member' | undefined;
  /** Whether the token is from after the last removal, and so valid. */
  signedIn: boolean;
  /** The open invitation to them, with its role and its sender. */
  invitation:
    { id: string; role: 'admin' | 'member'; sends: number; sender: ModelUser; expiresAt: number } | undefined;
}

export interface ModelServiceAccount {
  readonly id: string;
  role: 'admin' | 'member';
  /** The oldest first, including revoked ones. */
  readonly secrets: ModelKey[];
  readonly expiresAt: number;
  deleted: boolean;
}

const MONTH_MS = 30 * 24 * 3_600_000;

export class Model {
  now: number;
  /** Once its removal has begun it is `purging`, and nobody can resume it. */
  status: 'active' | 'suspended' | 'closed' | 'purging' | 'gone' = 'active';
  /** When a closed account is removed. */
  purgeAt: number = Infinity;
  readonly plan: { calls: number };
  readonly environments: ModelEnvironment[] = [];
  readonly users: ModelUser[] = [];
  readonly serviceAccounts: ModelServiceAccount[] = [];
  readonly accountId: string;

  constructor(accountId: string, planCalls: number, now: number) {
    this.accountId = accountId;
    this.plan = { calls: planCalls };
    this.now = now;
  }

  /** The refusal of every change in a suspended or closed account. */
  get notInUse(): string | undefined {
    if (this.status === 'active') return undefined;
    return this.status === 'suspended' ? '409 account_suspended' : '409 account_closed';
  }

  /** The refusal of every change in an environment that is deleted or draining, or in such an account. */
  refusalIn({ status }: ModelEnvironment): string | undefined {
    if (this.notInUse !== undefined || status === 'active') return this.notInUse;
    return status === 'deleted' ? '404 not_found' : '409 environment_draining';
  }

  get standing(): ModelEnvironment[] {
    return this.environments.filter(({ status }) => status !== 'deleted');
  }

  get active(): ModelEnvironment[] {
    return this.environments.filter(({ status }) => status === 'active');
  }

  get visible(): ModelEnvironment[] {
    return this.active.filter(({ hidden }) => !hidden);
  }

  get admins(): ModelUser[] {
    return this.users.filter(({ role }) => role === 'admin');
  }

  runs({ calls }: ModelEnvironment, call: string): boolean {
    return (calls.get(call)?.end ?? 0) > this.instant;
  }

  live(environment: ModelEnvironment): string[] {
    return [...environment.calls.keys()].filter((call) => this.runs(environment, call));
  }

  /** The limit that refuses such a call, if one does, and how many calls run under it. */
  limitReached(
    environment: ModelEnvironment,
    { direction, ofCampaign }: Pick<ModelCall, 'direction' | 'ofCampaign'>,
  ): { limitOf: string; limit: number; activeCalls: number } | undefined {
    const { limit, reserve, campaign } = environment;
    const live = this.live(environment).map((id) => environment.calls.get(id) as ModelCall);
    const limits = [{ limitOf: 'environment', limit, activeCalls: live.length }];
    if (direction === 'outbound' && reserve > 0) {
      const activeCalls = live.filter((call) => call.direction === 'outbound').length;
      limits.push({ limitOf: 'outbound', limit: Math.max(0, limit - reserve), activeCalls });
    }
    if (ofCampaign && campaign !== undefined && campaign.limit !== null) {
      const activeCalls = live.filter((call) => call.ofCampaign).length;
      limits.push({ limitOf: 'campaign', limit: campaign.limit, activeCalls });
    }
    return limits.find((one) => one.activeCalls >= one.limit);
  }

  /** What an environment holds after all that is over was returned to the plan. */
  least(environment: ModelEnvironment): number {
    const limit = environment.status === 'draining' ? 0 : environment.limit;
    return environment.status === 'deleted' ? 0 : Math.max(limit, this.live(environment).length);
  }

  /** Everything that is over was returned to the plan. */
  settle(environment: ModelEnvironment): void {
    for (const call of environment.calls.keys())
      if (!this.runs(environment, call)) environment.calls.delete(call);
    environment.reservedMost = this.least(environment);
    if (environment.status === 'draining' && environment.calls.size === 0) this.gone(environment);
  }

  gone(environment: ModelEnvironment): void {
    environment.status = 'deleted';
    environment.reservedMost = 0;
    environment.calls.clear();
    environment.restorableUntil = this.now + MONTH_MS;
  }

  /** The environments follow their account: active ones are deleted, or wait for their last call. */
  close(): void {
    this.status = 'closed';
    this.purgeAt = this.now + MONTH_MS;
    for (const environment of this.active) {
      environment.withAccount = true;
      environment.status = 'draining';
      this.settle(environment);
    }
  }

  /** What was deleted with the account is restored as it was. */
  resume(): void {
    this.status = 'active';
    this.purgeAt = Infinity;
    for (const environment of this.environments.filter(({ withAccount }) => withAccount)) {
      environment.withAccount = false;
      environment.status = 'active';
      this.settle(environment);
    }
  }

  /** A closed account whose time has come is removed once none of its environments is left. */
  purge(): void {
    if (this.purgeAt > this.now) return;
    const isLeft = ({ status, restorableUntil }: ModelEnvironment) =>
      status !== 'deleted' || restorableUntil > this.now;
    this.status = this.environments.some(isLeft) ? 'purging' : 'gone';
  }

  aliveKeys({ keys }: ModelEnvironment): ModelKey[] {
    return keys.filter(({ expiresAt }) => expiresAt > this.now);
  }

  opens({ status }: ModelEnvironment, key: ModelKey): boolean {
    return status !== 'deleted' && key.expiresAt > this.now;
  }

  acts({ deleted, expiresAt }: ModelServiceAccount, secret: ModelKey): boolean {
    return !deleted && expiresAt > this.now && secret.expiresAt > this.now;
  }

  isNameTaken(name: string, but?: ModelEnvironment): boolean {
    return this.standing.some((one) => one !== but && one.name.toLowerCase() === name.toLowerCase());
  }

  /** Now, in hundredths of a second. */
  get instant(): number {
    return Math.floor(this.now / 10);
  }
}
