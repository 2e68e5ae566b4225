import * as fc from 'fast-check';
import { told } from '../race.ts';
import { pick, type Step } from './commands.ts';
import type { Model, ModelEnvironment, ModelKey } from './model.ts';

const NO_KEY: ModelKey = {
  id: '',
  secret: 'brt_01JD3Z0M5W2K4M6P8R0T2V4X6Z_000000000000000000000000000000000000000',
  expiresAt: 0,
};

function keyOf(model: Model, n: number, k: number): { environment: ModelEnvironment; key: ModelKey } {
  const environment = pick(model.environments, n) as ModelEnvironment;
  // The newest first, so that most requests have a valid key.
  return { environment, key: pick(environment.keys.toReversed(), k) ?? NO_KEY };
}

/** Any call that was ever started there, or a name. */
function callOf(environment: ModelEnvironment, c: number): string {
  return pick([...environment.calls.keys(), 'never-was'], c) ?? 'never-was';
}

interface Wanted {
  readonly id?: string | undefined;
  readonly direction: 'inbound' | 'outbound';
  /** In the campaign of the environment, if it has one. */
  readonly inCampaign: boolean;
  readonly leaseSeconds: number;
}

const start = (n: number, k: number, { id, direction, inCampaign, leaseSeconds }: Wanted): Step => ({
  what: `start ${id ?? 'a call'}, ${direction}${inCampaign ? ' of the campaign' : ''}, for ${leaseSeconds} s with key ${k} of environment ${n}`,
  async run(model, real) {
    const { environment, key } = keyOf(model, n, k);
    const campaign = inCampaign ? environment.campaign : undefined;
    const traits = { direction, ofCampaign: campaign !== undefined };
    const reached = model.limitReached(environment, traits);
    const want = !model.opens(environment, key)
      ? '401 unauthenticated'
      : id !== undefined && model.runs(environment, id)
        ? '200'
        : campaign !== undefined && campaign.status !== 'running'
          ? '409 campaign_not_running'
          : environment.status === 'draining'
            ? '409 environment_draining'
            : model.status === 'suspended'
              ? '409 account_suspended'
              : environment.paused
                ? '409 environment_paused'
                : reached !== undefined
                  ? `429 ${JSON.stringify(reached)}`
                  : '201';
    const answer = await real.call('startCall', {
      as: key.secret,
      body: {
        direction,
        leaseSeconds,
        ...(id !== undefined && { id }),
        ...(campaign !== undefined && { campaignId: campaign.id }),
      },
    });
    if (answer.status === 201)
      environment.calls.set(answer.body.id, { end: model.instant + leaseSeconds * 100, ...traits });
    const { limitOf, limit, activeCalls } = answer.body;
    const got =
      answer.status === 429
        ? `429 ${JSON.stringify({ limitOf, limit, activeCalls })}`
        : await told(Promise.resolve(answer));
    return { got, want };
  },
});

/** As many starts as are needed to get close to a limit, one after the other. */
const startMany = (n: number, count: number, wanted: Wanted): Step => ({
  what: `start ${count} ${wanted.direction} calls for ${wanted.leaseSeconds} s in environment ${n}`,
  async run(model, real) {
    for (let started = 0; started < count; started += 1) {
      const { got, want } = await start(n, 0, wanted).run(model, real);
      if (got !== want) return { got, want };
    }
    return { got: 'done', want: 'done' };
  },
});

const heartbeat = (n: number, k: number, c: number, leaseSeconds: number): Step => ({
  what: `heartbeat of call ${c} for ${leaseSeconds} s with key ${k} of environment ${n}`,
  async run(model, real) {
    const { environment, key } = keyOf(model, n, k);
    const callId = callOf(environment, c);
    const want = !model.opens(environment, key)
      ? '401 unauthenticated'
      : model.runs(environment, callId)
        ? '200'
        : '410 lease_expired';
    const got = await told(
      real.call('heartbeatCall', { as: key.secret, params: { callId }, body: { leaseSeconds } }),
    );
    const call = environment.calls.get(callId);
    if (want === '200' && call !== undefined) call.end = model.instant + leaseSeconds * 100;
    return { got, want };
  },
});

const end = (n: number, k: number, c: number): Step => ({
  what: `end call ${c} with key ${k} of environment ${n}`,
  async run(model, real) {
    const { environment, key } = keyOf(model, n, k);
    const callId = callOf(environment, c);
    const want = model.opens(environment, key) ? '204' : '401 unauthenticated';
    const got = await told(real.call('endCall', { as: key.secret, params: { callId } }));
    // An expired lease stays until a request notices it. In a draining environment that can be the end of its call.
    const isThere =
      model.runs(environment, callId) || (environment.status === 'draining' && environment.calls.has(callId));
    if (want === '204' && isThere) {
      environment.calls.delete(callId);
      // Each end returns to the plan what calls above the limit kept of it.
      model.settle(environment);
    }
    return { got, want };
  },
});

const wait = (seconds: number): Step => ({
  what: `${seconds} s pass`,
  async run(model, real) {
    real.context.clock.advance(seconds);
    model.now += seconds * 1000;
    return { got: '', want: '' };
  },
});

const sweep: Step = {
  what: 'the sweeper comes by',
  async run(model, real) {
    await real.sweep();
    for (const environment of model.standing) model.settle(environment);
    return { got: '', want: '' };
  },
};

/** Checks that the shown calls, environments and plan are right. */
const look: Step = {
  what: 'look at everything',
  async run(model, real) {
    const as = model.admins[0]?.token ?? '';
    const { accountId } = model;
    const { body } = await real.call('getConcurrency', { as, params: { accountId } });
    const got: unknown[] = [body.plan.maxConcurrentCalls, body.allocated + body.unallocated];
    const want: unknown[] = [model.plan.calls, model.plan.calls];
    for (const environment of model.standing) {
      const shown = body.environments.find(({ environmentId }) => environmentId === environment.id);
      const live = model.live(environment).toSorted();
      const params = { accountId, environmentId: environment.id };
      const { body: calls } = await real.call('listEnvironmentCalls', { as, params, query: { limit: 100 } });
      const limit = environment.status === 'draining' ? 0 : environment.limit;
      const reserved = shown?.allocatedConcurrentCalls ?? -1;
      const holdsEnough = reserved >= model.least(environment) && reserved <= environment.reservedMost;
      got.push([
        shown?.name,
        shown?.maxConcurrentCalls,
        shown?.hidden,
        shown?.activeCalls,
        holdsEnough || reserved,
      ]);
      want.push([environment.name, limit, environment.hidden, live.length, true]);
      if (calls.nextCursor !== null) continue;
      got.push(calls.items.map(({ id }) => id as string).toSorted());
      want.push(live);
    }
    return { got: JSON.stringify(got), want: JSON.stringify(want) };
  },
};

const otherProcess = (n: number, remembered: number): Step => ({
  what: `environment ${n} is served by a process that remembers ${remembered} gates`,
  async run(model, real) {
    real.otherProcess((pick(model.environments, n) as ModelEnvironment).id, remembered);
    return { got: '', want: '' };
  },
});

/** Steps of machines, of the clock and of the sweeper, with this many calls at once. */
export function callSteps(bunches: readonly number[]): fc.Arbitrary<Step>[] {
  const n = fc.nat(5);
  const k = fc.constantFrom(0, 0, 0, 1, 2);
  const c = fc.nat(9);
  const lease = fc.constantFrom(10, 60, 3600);
  const id = fc.option(fc.constantFrom('x', 'y', 'z', 'constructor'), { nil: undefined });
  const kind = {
    direction: fc.constantFrom('inbound' as const, 'outbound' as const),
    inCampaign: fc.boolean(),
    leaseSeconds: lease,
  };
  return [
    fc.tuple(n, k, fc.record({ id, ...kind })).map((given) => start(...given)),
    fc.tuple(n, k, fc.record({ id, ...kind })).map((given) => start(...given)),
    fc.tuple(n, fc.constantFrom(...bunches), fc.record(kind)).map((given) => startMany(...given)),
    fc.tuple(n, k, c, lease).map((given) => heartbeat(...given)),
    fc.tuple(n, k, c).map((given) => end(...given)),
    fc.tuple(n, k, c).map((given) => end(...given)),
    fc.constantFrom(1, 11, 61, 3601).map(wait),
    fc.constant(sweep),
    fc.constant(look),
    fc.tuple(n, fc.constantFrom(1, 2, 3)).map((given) => otherProcess(...given)),
  ];
}
