import * as fc from 'fast-check';
import { told } from '../race.ts';
import { pick, type Step } from './commands.ts';
import { newModelEnvironment, type Model, type ModelEnvironment } from './model.ts';
import type { Real } from './real.ts';

const NEVER = Infinity;
const names = ['alpha', 'ALPHA', 'beta', 'gamma', 'delta'];

/** Each request has a sender: the first Admin, unless the steps of users chose another. */
export const as = (model: Model) => ({
  as: model.admins[0]?.token ?? '',
  params: { accountId: model.accountId },
});
const at = (model: Model, environment: ModelEnvironment | undefined) => ({
  as: as(model).as,
  params: { accountId: model.accountId, environmentId: environment?.id ?? '' },
});

/** What the plan has left now. The checker checks that it adds up. */
async function left(model: Model, real: Real): Promise<number> {
  const { body } = await real.call('getConcurrency', as(model));
  return body.unallocated;
}

async function reservedOf(model: Model, real: Real, { id }: ModelEnvironment): Promise<number> {
  const { body } = await real.call('getConcurrency', as(model));
  return body.environments.find(({ environmentId }) => environmentId === id)?.allocatedConcurrentCalls ?? 0;
}

const create = (name: string, limit: number, hidden: boolean): Step => ({
  what: `create ${name} with ${limit}${hidden ? ', hidden' : ''}`,
  async run(model, real) {
    const want =
      model.notInUse ??
      (model.isNameTaken(name)
        ? '409 environment_name_taken'
        : limit > (await left(model, real))
          ? '409 concurrency_allocation_exceeded'
          : '201');
    const answer = await real.call('createEnvironment', {
      ...as(model),
      body: { name, maxConcurrentCalls: limit, hidden },
    });
    if (answer.status === 201) {
      const { environment, apiKey } = answer.body;
      const keys = [{ id: apiKey.id, secret: apiKey.secret ?? '', expiresAt: NEVER }];
      model.environments.push(newModelEnvironment({ id: environment.id, name, limit, hidden, keys }));
    }
    return { got: await told(Promise.resolve(answer)), want };
  },
});

const edit = (
  n: number,
  change: { name?: string; limit?: number; reserve?: number; hidden?: boolean; paused?: boolean },
): Step => ({
  what: `edit environment ${n}: ${JSON.stringify(change)}`,
  async run(model, real) {
    const environment = pick(model.environments, n) as ModelEnvironment;
    const { name, limit, reserve, hidden, paused } = { ...environment, ...change };
    const isSame =
      name === environment.name &&
      limit === environment.limit &&
      reserve === environment.reserve &&
      hidden === environment.hidden &&
      paused === environment.paused;
    const reserved = Math.max(limit, model.live(environment).length);
    const hides = hidden && !environment.hidden;
    const grows = reserved - (await reservedOf(model, real, environment));
    const want =
      model.refusalIn(environment) ??
      (isSame
        ? '200'
        : model.isNameTaken(name, environment)
          ? '409 environment_name_taken'
          : hides && model.visible.length === 1
            ? '409 last_visible_environment'
            : grows > 0 && grows > (await left(model, real))
              ? '409 concurrency_allocation_exceeded'
              : '200');
    const body = {
      ...(change.name !== undefined && { name: change.name }),
      ...(change.limit !== undefined && { maxConcurrentCalls: change.limit }),
      ...(change.reserve !== undefined && { reservedInboundCalls: change.reserve }),
      ...(change.hidden !== undefined && { hidden: change.hidden }),
      ...(change.paused !== undefined && { paused: change.paused }),
    };
    const got = await told(real.call('editEnvironment', { ...at(model, environment), body }));
    if (want === '200' && !isSame) {
      Object.assign(environment, { name, limit, reserve, hidden, paused });
      model.settle(environment);
    }
    return { got, want };
  },
});

const remove = (n: number, drain: boolean): Step => ({
  what: `${drain ? 'drain' : 'delete'} environment ${n}`,
  async run(model, real) {
    const environment = pick(model.environments, n) as ModelEnvironment;
    const { status, hidden } = environment;
    const live = model.live(environment).length;
    const last =
      status === 'draining'
        ? undefined
        : model.active.length === 1
          ? '409 last_environment'
          : !hidden && model.visible.length === 1
            ? '409 last_visible_environment'
            : undefined;
    const want =
      model.notInUse ??
      (status === 'deleted'
        ? '404 not_found'
        : live > 0 && !drain
          ? '409 environment_has_active_calls'
          : (last ?? '204'));
    const got = await told(real.call('deleteEnvironment', { ...at(model, environment), query: { drain } }));
    if (want === '204') {
      if (live === 0) model.gone(environment);
      else if (status === 'active') {
        environment.status = 'draining';
        model.settle(environment);
      }
    }
    return { got, want };
  },
});

const restore = (n: number): Step => ({
  what: `restore environment ${n}`,
  async run(model, real) {
    const environment = pick(model.environments, n) as ModelEnvironment;
    const want =
      model.notInUse ??
      (environment.status !== 'deleted' || environment.restorableUntil <= model.now
        ? '404 not_found'
        : model.isNameTaken(environment.name)
          ? '409 environment_name_taken'
          : environment.limit > (await left(model, real))
            ? '409 concurrency_allocation_exceeded'
            : '200');
    const answer = await real.call('restoreEnvironment', { ...at(model, environment), body: {} });
    if (answer.status === 200) {
      const { id, secret } = answer.body.apiKey;
      environment.status = 'active';
      environment.keys = [{ id, secret: secret ?? '', expiresAt: NEVER }];
      environment.reservedMost = environment.limit;
    }
    return { got: await told(Promise.resolve(answer)), want };
  },
});

const rotate = (n: number, graceSeconds: number, supersede: boolean): Step => ({
  what: `rotate the key of environment ${n}, grace ${graceSeconds} s${supersede ? ', superseding' : ''}`,
  async run(model, real) {
    const environment = pick(model.environments, n) as ModelEnvironment;
    const alive = model.aliveKeys(environment);
    const want =
      model.refusalIn(environment) ?? (alive.length === 2 && !supersede ? '409 rotation_in_progress' : '201');
    const answer = await real.call('rotateApiKey', {
      ...at(model, environment),
      body: { graceSeconds, supersede },
    });
    if (answer.status === 201) {
      for (const key of alive.slice(0, -1)) key.expiresAt = model.now;
      const newest = alive.at(-1);
      if (newest) newest.expiresAt = Math.min(newest.expiresAt, model.now + graceSeconds * 1000);
      environment.keys.push({ id: answer.body.id, secret: answer.body.secret ?? '', expiresAt: NEVER });
    }
    return { got: await told(Promise.resolve(answer)), want };
  },
});

const revoke = (n: number, k: number): Step => ({
  what: `revoke key ${k} of environment ${n}`,
  async run(model, real) {
    const environment = pick(model.environments, n) as ModelEnvironment;
    const key = pick(environment.keys, k);
    const want =
      model.notInUse ??
      (environment.status !== 'deleted' && key && key.expiresAt > model.now ? '204' : '404 not_found');
    const { as: token, params } = at(model, environment);
    const keyId = key?.id ?? 'key_01JD3Z0M5X1A3C5E7G9J1M3P5R';
    const got = await told(real.call('revokeApiKey', { as: token, params: { ...params, keyId } }));
    if (want === '204' && key) key.expiresAt = model.now;
    return { got, want };
  },
});

const reallocate = (wanted: readonly (readonly [number, number])[], dryRun: boolean): Step => ({
  what: `${dryRun ? 'try to ' : ''}reallocate ${wanted.map(([n, limit]) => `${n}→${limit}`).join(', ')}`,
  async run(model, real) {
    const changes = [
      ...new Map(wanted.map(([n, limit]) => [pick(model.environments, n) as ModelEnvironment, limit])),
    ];
    const { body: before } = await real.call('getConcurrency', as(model));
    const reserved = new Map(
      before.environments.map((one) => [one.environmentId as string, one.allocatedConcurrentCalls]),
    );
    const refusal = changes.map(([{ status }]) =>
      status === 'deleted' ? '404 not_found' : status === 'draining' ? '409 environment_draining' : undefined,
    );
    const changed = changes.filter(([environment, limit]) => environment.limit !== limit);
    const grows = changed.reduce(
      (sum, [environment, limit]) =>
        sum + Math.max(limit, model.live(environment).length) - (reserved.get(environment.id) ?? 0),
      0,
    );
    const want =
      model.notInUse ??
      refusal.find((one) => one !== undefined) ??
      (grows > before.unallocated ? '409 concurrency_allocation_exceeded' : '200');
    const body = {
      changes: changes.map(([{ id }, maxConcurrentCalls]) => ({ environmentId: id, maxConcurrentCalls })),
      dryRun,
    };
    const answer = await real.call('reallocateConcurrency', { ...as(model), body });
    if (want === '200' && answer.status === 200) {
      if (dryRun) {
        const { body: after } = await real.call('getConcurrency', as(model));
        if (JSON.stringify(after) !== JSON.stringify(before))
          return { got: 'a dry run that changed something', want };
      } else {
        for (const [environment, limit] of changed) {
          environment.limit = limit;
          model.settle(environment);
        }
        // Expired leases count as before the change until a request looks again.
        const { body: after } = await real.call('getConcurrency', as(model));
        if (JSON.stringify(after) !== JSON.stringify(answer.body))
          return {
            got: `${JSON.stringify(answer.body)}, then ${JSON.stringify(after)}`,
            want: 'the same twice',
          };
      }
    }
    return { got: await told(Promise.resolve(answer)), want };
  },
});

/** Steps of Admins, with limits around these. */
export function environmentSteps(limits: readonly number[]): fc.Arbitrary<Step>[] {
  const n = fc.nat(5);
  const limit = fc.constantFrom(...limits);
  const name = fc.constantFrom(...names);
  return [
    fc.tuple(name, limit, fc.boolean()).map((given) => create(...given)),
    fc
      .tuple(
        n,
        fc.record(
          { name, limit, reserve: limit, hidden: fc.boolean(), paused: fc.boolean() },
          { requiredKeys: [] },
        ),
      )
      .filter(([, change]) => Object.keys(change).length > 0)
      .map((given) => edit(...given)),
    fc.tuple(n, limit).map(([which, to]) => edit(which, { limit: to })),
    fc.tuple(n, limit).map(([which, to]) => edit(which, { reserve: to })),
    fc.tuple(n, fc.boolean()).map(([which, paused]) => edit(which, { paused })),
    fc.tuple(n, fc.boolean()).map((given) => remove(...given)),
    n.map(restore),
    fc.tuple(n, fc.constantFrom(0, 10, 3600), fc.boolean()).map((given) => rotate(...given)),
    fc.tuple(n, fc.nat(2)).map((given) => revoke(...given)),
    fc
      .tuple(fc.array(fc.tuple(n, limit), { minLength: 1, maxLength: 3 }), fc.boolean())
      .map((given) => reallocate(...given)),
  ];
}
