/**
 * What the product promises, as plain bookkeeping: no gates, no transactions, no database. One request at a time has to
 * come to exactly what this says.
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
  /** How many places are for inbound calls only. */
  reserve: number;
  hidden: boolean;
  status: 'active' | 'draining' | 'deleted';
  /** The oldest first, dead ones with them. */
  keys: ModelKey[];
  /** Calls that run, and calls whose lease has run out. */
  readonly calls: Map<string, ModelCall>;
  campaign: ModelCampaign | undefined;
  /** As much as it may hold of the plan: more than its limit only for calls that ran when that was lowered. */
  reservedMost: number;
  restorableUntil: number;
}

export interface ModelUser {
  readonly email: string;
  readonly userId: string;
  token: string;
  /** Undefined when the person is no user (any more). */
  role: 'admin' | 'member' | undefined;
  /** The token counts: it is from after the last removal. */
  signedIn: boolean;
  /** The invitation that is open for them, with its role and its sender. */
  invitation:
    { id: string; role: 'admin' | 'member'; sends: number; sender: ModelUser; expiresAt: number } | undefined;
}

export class Model {
  now: number;
  readonly plan: { calls: number };
  readonly environments: ModelEnvironment[] = [];
  readonly users: ModelUser[] = [];
  readonly accountId: string;

  constructor(accountId: string, planCalls: number, now: number) {
    this.accountId = accountId;
    this.plan = { calls: planCalls };
    this.now = now;
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

  /** The limit that keeps such a call out, if one does, and how many run under it. */
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

  /** What an environment holds once everything that is over has been handed back. */
  least(environment: ModelEnvironment): number {
    const limit = environment.status === 'draining' ? 0 : environment.limit;
    return environment.status === 'deleted' ? 0 : Math.max(limit, this.live(environment).length);
  }

  /** Everything that is over has been handed back. */
  settle(environment: ModelEnvironment): void {
    for (const call of environment.calls.keys())
      if (!this.runs(environment, call)) environment.calls.delete(call);
    environment.reservedMost = this.least(environment);
    if (environment.status === 'draining' && environment.calls.size === 0) this.gone(environment);
  }

  gone(environment: ModelEnvironment): void {
    environment.status = 'deleted';
    environment.reservedMost = 0;
    environment.keys = [];
    environment.calls.clear();
    environment.restorableUntil = this.now + 30 * 24 * 3_600_000;
  }

  aliveKeys({ keys }: ModelEnvironment): ModelKey[] {
    return keys.filter(({ expiresAt }) => expiresAt > this.now);
  }

  opens({ status }: ModelEnvironment, key: ModelKey): boolean {
    return status !== 'deleted' && key.expiresAt > this.now;
  }

  isNameTaken(name: string, but?: ModelEnvironment): boolean {
    return this.standing.some((one) => one !== but && one.name.toLowerCase() === name.toLowerCase());
  }

  /** Now, in hundredths of a second. */
  get instant(): number {
    return Math.floor(this.now / 10);
  }
}
