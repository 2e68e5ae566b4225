import * as fc from 'fast-check';
import { told } from '../race.ts';
import { pick, type Step } from './commands.ts';
import { as } from './environment-steps.ts';
import type { Model, ModelUser } from './model.ts';
import type { Real } from './real.ts';
import { refusalOf } from './user-steps.ts';

const MONTH_SECONDS = 30 * 24 * 3600;

const suspend = (operator: string): Step => ({
  what: 'an operator suspends the account',
  async run(model, real) {
    const isClosed = model.status === 'closed' || model.status === 'purging';
    const body = { reason: 'Unpaid' };
    const got = await told(real.call('suspendAccount', { ...by(operator, model), body }));
    if (!isClosed) model.status = 'suspended';
    return { got, want: isClosed ? '409 account_closed' : '200' };
  },
});

const resume = (operator: string): Step => ({
  what: 'an operator resumes the account',
  async run(model, real) {
    const isTooLate = model.status === 'purging' || model.purgeAt <= model.now;
    const want = isTooLate
      ? '404 not_found'
      : model.status === 'closed' && (await heldAgain(model, real)) > model.plan.calls
        ? '409 concurrency_allocation_exceeded'
        : '200';
    const got = await told(real.call('resumeAccount', { ...by(operator, model), body: {} }));
    if (want === '200') model.resume();
    return { got, want };
  },
});

/** What the environments would hold of the plan if all that were deleted with the account came back. */
async function heldAgain(model: Model, real: Real): Promise<number> {
  const { body } = await real.call('getConcurrency', as(model));
  const held = new Map(
    body.environments.map((one) => [one.environmentId as string, one.allocatedConcurrentCalls]),
  );
  return model.environments
    .map(({ id, withAccount, limit }) => Math.max(held.get(id) ?? 0, withAccount ? limit : 0))
    .reduce((sum, calls) => sum + calls, 0);
}

const suspendAndResume = (operator: string): Step => ({
  what: 'an operator suspends the account and resumes it',
  async run(model, real) {
    const first = await suspend(operator).run(model, real);
    return first.got === first.want ? resume(operator).run(model, real) : first;
  },
});

const close = (operator: string): Step => ({
  what: 'an operator closes the account',
  async run(model, real) {
    const got = await told(real.call('closeAccount', { ...by(operator, model), body: {} }));
    if (model.status === 'active' || model.status === 'suspended') model.close();
    return { got, want: '200' };
  },
});

const closeOwn = (who: number): Step => ({
  what: `user ${who} closes the account`,
  async run(model, real) {
    const actor = pick(model.users, who) as ModelUser;
    const want = refusalOf(actor) ?? (model.status === 'suspended' ? '409 account_suspended' : '200');
    const got = await told(real.call('closeOwnAccount', { ...by(actor.token, model), body: {} }));
    if (want === '200' && model.status === 'active') model.close();
    return { got, want };
  },
});

/**
 * The sweeper runs first, until it has nothing left to do. Before that the operator wants to resume an account that was
 * closed for a month.
 */
const month = (operator: string): Step => ({
  what: 'a month passes',
  async run(model, real) {
    for (const seconds of [0, MONTH_SECONDS]) {
      real.context.clock.advance(seconds);
      model.now += seconds * 1000;
      if (model.purgeAt <= model.now) {
        const late = await resume(operator).run(model, real);
        if (late.got !== late.want) return late;
      }
      for (let rounds = 0; rounds < 3; rounds += 1) await real.sweep();
      for (const environment of model.standing) model.settle(environment);
      model.purge();
    }
    const got = [await told(real.call('getAccount', as(model)))];
    const want = [model.status === 'gone' ? '404 not_found' : '200'];
    if (model.status !== 'gone') return { got: String(got), want: String(want) };
    for (const { secret } of model.serviceAccounts.flatMap(({ secrets }) => secrets)) {
      got.push(await told(real.call('getAccount', by(secret, model))));
      want.push('401 unauthenticated');
    }
    return { got: String(got), want: String(want) };
  },
});

/** Every history ends with the removal of the account. One of its environments may have lived a month longer. */
export const removal = (operator: string): Step[] => [close(operator), month(operator), month(operator)];

/**
 * With `lowers` the limits of active environments shrink in proportion, rounded down. The rest goes to those that lost
 * most.
 */
const setPlan = (calls: number, lowers: boolean, operator: string): Step => ({
  what: `set the plan to ${calls}${lowers ? ', lowering limits' : ''}`,
  async run(model, real) {
    const { body } = await real.call('getConcurrency', as(model));
    const held = new Map(
      body.environments.map((one) => [one.environmentId as string, one.allocatedConcurrentCalls]),
    );
    const drains = ({ id }: { id: string }) => !model.active.some((one) => one.id === id);
    const room = [...held].filter(([id]) => drains({ id })).reduce((left, [, n]) => left - n, calls);
    const limits =
      lowers && calls < body.allocated ? lowered(model, Math.max(0, room)) : new Map<string, number>();
    const changed = model.active.filter(({ id, limit }) => (limits.get(id) ?? limit) < limit);
    const allocated = changed.reduce(
      (sum, environment) =>
        sum +
        Math.max(limits.get(environment.id) ?? 0, model.live(environment).length) -
        (held.get(environment.id) ?? 0),
      body.allocated,
    );
    const want = calls !== model.plan.calls && calls < allocated ? '409 plan_below_allocation' : '200';
    const got = await told(
      real.call('setPlan', {
        ...by(operator, model),
        body: { name: 'Test', maxConcurrentCalls: calls, lowerEnvironments: lowers },
      }),
    );
    if (want === '200') {
      model.plan.calls = calls;
      for (const environment of changed) {
        environment.limit = limits.get(environment.id) ?? environment.limit;
        model.settle(environment);
      }
    }
    return { got, want };
  },
});

function lowered({ active }: Model, room: number): Map<string, number> {
  const total = active.reduce((sum, { limit }) => sum + limit, 0);
  if (total <= room) return new Map();
  const shares = active
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .map(({ id, limit }) => ({
      id,
      calls: Math.floor((limit * room) / total),
      rest: (limit * room) % total,
    }));
  const over = room - shares.reduce((sum, { calls }) => sum + calls, 0);
  const lucky = new Set(
    shares
      .toSorted((one, other) => other.rest - one.rest)
      .slice(0, over)
      .map(({ id }) => id),
  );
  return new Map(shares.map(({ id, calls }) => [id, calls + (lucky.has(id) ? 1 : 0)]));
}

const by = (token: string, { accountId }: Model) => ({ as: token, params: { accountId } });

/** Steps of the operator and of the accounts' clock, with plans around these limits. */
export function accountSteps(limits: readonly number[], operator: string): fc.Arbitrary<Step>[] {
  const plan = fc.constantFrom(...limits.map((calls) => Math.max(1, 2 * calls)));
  const again = fc.constant(resume(operator));
  return [
    fc.tuple(plan, fc.boolean()).map(([calls, lowers]) => setPlan(calls, lowers, operator)),
    fc.constant(suspend(operator)),
    fc.oneof(fc.constant(close(operator)), fc.nat(2).map(closeOwn)),
    again,
    again,
    fc.constant(suspendAndResume(operator)),
    fc.constant(month(operator)),
  ];
}
