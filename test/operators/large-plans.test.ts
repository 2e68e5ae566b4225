import { aBerth, asAdmin, done, inEnvironment, type TestAccount } from '../setup/berth.ts';
import { expectSound } from '../setup/sound.ts';
import { injectFaults } from '../reliability/faults.ts';

const berth = await aBerth();
const { call } = berth;
const { documents } = berth.context.table;
const operator = await berth.aPerson({ groups: ['operators'] });
const as = operator.token;

const setPlan = (
  { accountId }: TestAccount,
  maxConcurrentCalls: number,
  { headers = {}, ...wanted }: { dryRun?: boolean; headers?: Record<string, string> } = {},
) =>
  call('setPlan', {
    as,
    headers,
    params: { accountId },
    body: { name: 'Small', maxConcurrentCalls, lowerEnvironments: true, ...wanted },
  });

const environmentsOf = async (account: TestAccount) =>
  done(await call('listEnvironments', { ...asAdmin(account), query: { limit: 100 } })).items;
const limitsOf = async (account: TestAccount) =>
  Object.fromEntries((await environmentsOf(account)).map((one) => [one.id, one.maxConcurrentCalls]));
const eventsOf = async ({ accountId, admin }: TestAccount) =>
  done(
    await call('listAuditEvents', {
      as: admin.token,
      params: { accountId },
      query: { actorId: operator.userId, limit: 100 },
    }),
  ).items;

/** An account with an environment of each limit, besides its `default` of 20, and a plan that holds all of them. */
async function anAccountOf(limits: readonly number[]) {
  const account = await berth.anAccount({ plan: 20 + limits.reduce((sum, limit) => sum + limit, 0) });
  const environments = [];
  for (const maxConcurrentCalls of limits)
    environments.push(await berth.anEnvironment(account, { maxConcurrentCalls }));
  return { account, environments };
}

/** The limits that a dry run promises. */
async function promised(account: TestAccount, calls: number) {
  const before = await limitsOf(account);
  const { lowered } = done(await setPlan(account, calls, { dryRun: true }));
  return { ...before, ...Object.fromEntries(lowered.map(({ environmentId, to }) => [environmentId, to])) };
}

/** Does something before the nth transaction of what runs. @returns how many transactions there were */
async function beforeTransaction(nth: number, act: () => Promise<unknown>, run: () => Promise<unknown>) {
  let count = 0;
  let acting = false;
  documents.middlewareStack.add(
    (next, { commandName }) =>
      async (request) => {
        if (commandName !== 'TransactWriteItemsCommand' || acting) return next(request);
        count += 1;
        if (count === nth) {
          acting = true;
          await act();
          acting = false;
        }
        return next(request);
      },
    { step: 'initialize', name: 'meanwhile' },
  );
  await run().finally(() => documents.middlewareStack.remove('meanwhile'));
  return count;
}

test.each([
  { environments: Array.from({ length: 30 }, () => 100), calls: 1_500 },
  {
    environments: Array.from({ length: 39 }, (_, n) => [0, 1, 39, 41, 400, 2_001][n % 6] ?? 0),
    calls: 3_000,
  },
  { environments: [10_000, 10_000, 5_000, 10], calls: 7 },
])(
  'the environments of a large account are lowered to $calls calls as the dry run says, each with an event of the operator',
  async ({ environments: limits, calls }) => {
    const { account, environments } = await anAccountOf(limits);
    const running = environments.filter((__, n) => (limits[n] ?? 0) > 1).slice(0, 3);
    for (const { key } of running) done(await call('startCall', { as: key, body: { id: 'a' } }));
    const before = await berth.items();
    const earlier = (await eventsOf(account)).length;
    const dry = done(await setPlan(account, calls, { dryRun: true }));
    expect(await berth.items()).toEqual(before);

    const { lowered, updatedAt: _at, ...real } = done(await setPlan(account, calls));
    expect({ ...dry, updatedAt: undefined }).toEqual({ ...real, lowered, updatedAt: undefined });
    expect(real).toMatchObject({ plan: { maxConcurrentCalls: calls }, allocatedConcurrentCalls: calls });
    expect(await limitsOf(account)).toMatchObject(
      Object.fromEntries(lowered.map(({ environmentId, to }) => [environmentId, to])),
    );
    await expectSound(berth);

    const events = (await eventsOf(account)).toReversed().slice(earlier);
    expect(events.at(-1)).toMatchObject({ action: 'plan.changed', after: { maxConcurrentCalls: calls } });
    const told = events.flatMap(({ action, before: from = {}, after = {} }) =>
      (action === 'plan.changed' ? [from['environments'], after['environments']] : [from, after]).map(
        (each) => Object.entries(each as Record<string, number>),
      ),
    );
    const [froms, tos] = [0, 1].map((side) =>
      Object.fromEntries(told.filter((_, n) => n % 2 === side).flat()),
    );
    expect(froms).toEqual(
      Object.fromEntries(lowered.map(({ environmentId, from }) => [environmentId, from])),
    );
    expect(tos).toEqual(Object.fromEntries(lowered.map(({ environmentId, to }) => [environmentId, to])));
    expect(events.length).toBeGreaterThan(1);
  },
);

test('wherever it is interrupted, the repeated request ends with the limits that were promised', async () => {
  const injection = injectFaults(berth.context.table);
  const statuses = new Set<number>();
  for (let requests = 4; requests < 60; requests += 4) {
    const { account } = await anAccountOf([1_000, 1_500, 2_000, 600]);
    const wanted = await promised(account, 500);
    injection.arm((attempt) => (attempt < requests ? undefined : 'throttled'));
    const { status } = await setPlan(account, 500);
    injection.disarm();
    statuses.add(status);
    await expectSound(berth);
    const dry = done(await setPlan(account, 500, { dryRun: true }));
    const { lowered, plan } = done(await setPlan(account, 500));
    expect(plan.maxConcurrentCalls).toBe(500);
    expect(lowered).toEqual(dry.lowered);
    expect(lowered).toHaveLength(status === 503 ? 5 : 0);
    expect(await limitsOf(account)).toEqual(wanted);
    await expectSound(berth);
  }
  injection.remove();
  expect(statuses).toEqual(new Set([503, 200]));
}, 240_000);

test('an ETag from before the first step holds until the last one', async () => {
  const { account } = await anAccountOf([2_000, 2_000]);
  const { headers } = await call('getAccount', asAdmin(account));
  const ifMatch = { 'if-match': headers.get('etag') ?? '' };
  await call('renameAccount', { ...asAdmin(account), body: { name: 'Renamed' } });
  const before = await berth.items();
  expect(await setPlan(account, 100, { headers: ifMatch })).toBeRefused(412, 'stale_version');
  expect(await berth.items()).toEqual(before);
  const fresh = (await call('getAccount', asAdmin(account))).headers.get('etag') ?? '';
  const { body, headers: answered } = await setPlan(account, 100, { headers: { 'if-match': fresh } });
  expect(body).toMatchObject({ plan: { maxConcurrentCalls: 100 } });
  expect(answered.get('etag')).toBe((await call('getAccount', asAdmin(account))).headers.get('etag'));
});

const meanwhile: Record<string, (account: TestAccount, ids: readonly string[]) => Promise<unknown>> = {
  'an Admin raises a limit that is lowered already': (account, [first = '']) =>
    call('editEnvironment', { ...inEnvironment(account, first), body: { maxConcurrentCalls: 700 } }),
  'an Admin lowers one that is not': (account, [, , last = '']) =>
    call('editEnvironment', { ...inEnvironment(account, last), body: { maxConcurrentCalls: 3 } }),
  'an Admin reallocates': (account, [first = '', , last = '']) =>
    call('reallocateConcurrency', {
      ...asAdmin(account),
      body: {
        changes: [
          { environmentId: first, maxConcurrentCalls: 90 },
          { environmentId: last, maxConcurrentCalls: 500 },
        ],
      },
    }),
  'an Admin creates an environment of all that is free': async (account) => {
    const { unallocatedConcurrentCalls } = done(await call('getAccount', asAdmin(account)));
    return call('createEnvironment', {
      ...asAdmin(account),
      body: { name: 'Quick', maxConcurrentCalls: unallocatedConcurrentCalls },
    });
  },
  'an Admin deletes one': (account, [, second = '']) =>
    call('deleteEnvironment', { ...inEnvironment(account, second), query: { drain: true } }),
  'an operator suspends the account': ({ accountId }) =>
    call('suspendAccount', { as, params: { accountId }, body: { reason: 'Unpaid' } }),
  'an operator sets a larger plan': (account) => setPlan(account, 5_000),
  'an operator sets a smaller plan': (account) => setPlan(account, 90),
};

describe.each(Object.keys(meanwhile))('while %s', (what) => {
  test.each([1, 2, 3])('before step %i, the plan is set, and what is allocated fits', async (nth) => {
    const { account, environments } = await anAccountOf([2_000, 2_000, 2_000]);
    let other: { status: number } | undefined;
    let answer: Awaited<ReturnType<typeof setPlan>> | undefined;
    await beforeTransaction(
      nth,
      async () => {
        other = (await meanwhile[what]?.(
          account,
          environments.map(({ id }) => id),
        )) as { status: number };
      },
      async () => {
        answer = await setPlan(account, 100);
      },
    );
    expect(other?.status).toBeLessThan(300);
    expect(done(answer ?? { status: 500, body: undefined })).toMatchObject({
      plan: { maxConcurrentCalls: 100 },
    });
    const { allocatedConcurrentCalls } = done(await call('getAccount', asAdmin(account)));
    expect(allocatedConcurrentCalls).toBeLessThanOrEqual(100);
    await expectSound(berth);
  });
});

test('calls that start between the steps can keep the plan from being set; it is set by a repetition when they have ended', async () => {
  const { account, environments } = await anAccountOf([2_000, 2_000]);
  const wanted = await promised(account, 100);
  const last = environments.at(-1)?.key ?? '';
  const ids = Array.from({ length: 120 }, (_, n) => `call-${n}`);
  let answer: Awaited<ReturnType<typeof setPlan>> | undefined;
  await beforeTransaction(
    2,
    async () => {
      for (const id of ids) done(await call('startCall', { as: last, body: { id } }));
    },
    async () => {
      answer = await setPlan(account, 100);
    },
  );
  expect(answer).toBeRefused(409, 'plan_below_allocation');
  await expectSound(berth);
  for (const id of ids) await call('endCall', { as: last, params: { callId: id } });
  done(await setPlan(account, 100));
  expect(await limitsOf(account)).toEqual(wanted);
  await expectSound(berth);
});
