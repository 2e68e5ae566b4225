import { aBerth, asAdmin, done, inEnvironment, type TestAccount } from '../setup/berth.ts';

const berth = await aBerth();
const { call } = berth;

const overview = async (account: TestAccount) => done(await call('getConcurrency', asAdmin(account)));
const eventsOf = async (account: TestAccount) =>
  done(await call('listAuditEvents', { ...asAdmin(account), query: { limit: 100 } })).items;
const limitsOf = async (account: TestAccount) =>
  Object.fromEntries(
    (await overview(account)).environments.map(({ environmentId, maxConcurrentCalls }) => [
      environmentId,
      maxConcurrentCalls,
    ]),
  );

/** A plan of 40, all allocated: A 20 (the `default`), B 10, C 10. */
async function aFullAccount() {
  const { account, ...b } = await berth.aPlace({ plan: 40, name: 'B', maxConcurrentCalls: 10 });
  const c = await berth.anEnvironment(account, { name: 'C', maxConcurrentCalls: 10 });
  return { ...account, a: account.defaultId, b: b.id, c: c.id };
}

const exceeded = (requested: number) => ({
  status: 409,
  body: { code: 'concurrency_allocation_exceeded', planLimit: 40, allocated: 40, unallocated: 0, requested },
});

describe('when the whole plan is allocated', () => {
  test('one more call anywhere is refused with figures, and nothing changes', async () => {
    const account = await aFullAccount();
    const { admin, accountId, a } = account;
    const as = admin.token;
    const [before, events] = [await overview(account), await eventsOf(account)];

    const create = { name: 'D', maxConcurrentCalls: 1 };
    expect(await call('createEnvironment', { as, params: { accountId }, body: create })).toMatchObject(
      exceeded(1),
    );
    const params = { accountId, environmentId: a };
    expect(await call('editEnvironment', { as, params, body: { maxConcurrentCalls: 21 } })).toMatchObject(
      exceeded(21),
    );
    const changes = [{ environmentId: a, maxConcurrentCalls: 21 }];
    for (const dryRun of [true, false]) {
      const body = { changes, dryRun };
      expect(await call('reallocateConcurrency', { as, params: { accountId }, body })).toMatchObject(
        exceeded(41),
      );
    }
    expect(await overview(account)).toEqual(before);
    expect(await eventsOf(account)).toEqual(events);
  });

  test('an environment of 0 can still be created', async () => {
    const account = await aFullAccount();
    expect((await berth.anEnvironment(account, { maxConcurrentCalls: 0 })).id).toMatch(/^env_/);
  });

  test('a deleted environment frees its calls, and can only be restored when they are free again', async () => {
    const { admin, accountId, b } = await aFullAccount();
    const [as, params] = [admin.token, { accountId, environmentId: b }];
    expect(await call('deleteEnvironment', { as, params })).toMatchObject({ status: 204 });
    const taker = { name: 'taker', maxConcurrentCalls: 1 };
    done(await call('createEnvironment', { as, params: { accountId }, body: taker }));
    expect(await call('restoreEnvironment', { as, params })).toBeRefused(
      409,
      'concurrency_allocation_exceeded',
      { allocated: 31, unallocated: 9, requested: 10 },
    );
  });

  test('the plan cannot become smaller than what is allocated', async () => {
    const { accountId } = await aFullAccount();
    const operator = await berth.aPerson({ groups: ['operators'] });
    const set = (maxConcurrentCalls: number) =>
      call('setPlan', {
        as: operator.token,
        params: { accountId },
        body: { name: 'Small', maxConcurrentCalls },
      });
    expect(await set(39)).toBeRefused(409, 'plan_below_allocation', { allocated: 40, requested: 39 });
    expect(await set(41)).toAnswer(200, { unallocatedConcurrentCalls: 1 });
  });
});

describe('a reallocation', () => {
  test('moves calls from one environment to another in one step, and a dry run shows the same and changes nothing', async () => {
    const account = await aFullAccount();
    const { a, b, c } = account;
    const before = await overview(account);
    const events = await eventsOf(account);
    // The growth is listed first, because the order of changes does not matter.
    const changes = [
      { environmentId: b, maxConcurrentCalls: 15 },
      { environmentId: a, maxConcurrentCalls: 15 },
    ];
    const move = (dryRun: boolean) =>
      call('reallocateConcurrency', { ...asAdmin(account), body: { changes, dryRun } });

    const shown = await move(true);
    expect(shown).toAnswer(200, { allocated: 40, unallocated: 0 });
    expect(await overview(account)).toEqual(before);
    expect(await eventsOf(account)).toEqual(events);

    const done_ = await move(false);
    expect(done_.body).toEqual(shown.body);
    expect(await limitsOf(account)).toEqual({ [a]: 15, [b]: 15, [c]: 10 });
    expect(await overview(account)).toEqual(done_.body);
    expect(await eventsOf(account)).toMatchObject([
      { action: 'concurrency.reallocated', before: { [a]: 20, [b]: 10 }, after: { [a]: 15, [b]: 15 } },
      ...events.map(({ id }) => ({ id })),
    ]);
  });

  test('changes nothing when one of its environments does not exist', async () => {
    const account = await aFullAccount();
    const stranger = await berth.anAccount();
    for (const environmentId of ['env_01JD3Z0M5W2K4M6P8R0T2V4X6Z', stranger.defaultId]) {
      const changes = [
        { environmentId: account.a, maxConcurrentCalls: 1 },
        { environmentId, maxConcurrentCalls: 1 },
      ];
      const refused = await call('reallocateConcurrency', { ...asAdmin(account), body: { changes } });
      expect(refused).toBeRefused(404, 'not_found');
    }
    expect(await limitsOf(account)).toMatchObject({ [account.a]: 20 });
    expect(await limitsOf(stranger)).toEqual({ [stranger.defaultId]: 20 });
  });

  test('of large environments that does not fit into one transaction is refused with a reason, and changes nothing', async () => {
    const account = await berth.anAccount({ plan: 10_000 });
    const made = [];
    for (let n = 0; n < 3; n += 1)
      made.push(await berth.anEnvironment(account, { maxConcurrentCalls: 2_000 }));
    const refused = await call('reallocateConcurrency', {
      ...asAdmin(account),
      body: { changes: made.map(({ id }) => ({ environmentId: id, maxConcurrentCalls: 1 })) },
    });
    expect(refused).toBeRefused(409, 'change_too_large');
    expect((await overview(account)).allocated).toBe(6_020);
  });
});

describe('64 admins at once', () => {
  const CROWD = Array.from({ length: 64 });

  /** The results of the crowd's requests, checked against the plan and the audit trail. */
  async function rush(account: TestAccount, request: (n: number) => Promise<{ status: number }>) {
    const eventsBefore = (await eventsOf(account)).length;
    const answers = await Promise.all(CROWD.map((_, n) => request(n)));
    const accepted = answers.filter(({ status }) => status < 300).length;
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(CROWD.length - accepted);
    expect((await eventsOf(account)).length - eventsBefore).toBe(accepted);
    const { plan, allocated, unallocated, environments } = await overview(account);
    const sum = environments.reduce(
      (total, { allocatedConcurrentCalls }) => total + allocatedConcurrentCalls,
      0,
    );
    expect({ allocated, unallocated }).toEqual({
      allocated: sum,
      unallocated: plan.maxConcurrentCalls - sum,
    });
    return accepted;
  }

  test('who create environments of 1 get exactly the last 10 calls', async () => {
    const account = await berth.anAccount({ plan: 30 });
    const accepted = await rush(account, (n) =>
      call('createEnvironment', { ...asAdmin(account), body: { name: `rush ${n}`, maxConcurrentCalls: 1 } }),
    );
    expect(accepted).toBe(10);
    expect((await overview(account)).unallocated).toBe(0);
  });

  test('who raise limits by 1 get exactly the last 10 calls', async () => {
    const account = await berth.anAccount({ plan: 62 });
    const ids: string[] = [];
    for (let n = 0; n < 32; n += 1) {
      ids.push((await berth.anEnvironment(account, { name: `e${n}`, maxConcurrentCalls: 1 })).id);
    }
    // Two requests want to restore each environment. When the first succeeds, the second has nothing left to change.
    const answers = await Promise.all(
      CROWD.map((_, n) =>
        call('editEnvironment', {
          ...inEnvironment(account, ids[n % 32] ?? ''),
          body: { maxConcurrentCalls: 2 },
        }),
      ),
    );
    const raised = Object.values(await limitsOf(account)).filter((limit) => limit === 2);
    expect(raised).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(44);
    expect(await overview(account)).toMatchObject({ allocated: 62, unallocated: 0 });
    const edits = (await eventsOf(account)).filter(({ action }) => action === 'environment.updated');
    expect(edits).toHaveLength(10);
  });

  test('who restore and create environments never get more calls than are left', async () => {
    const account = await berth.anAccount({ plan: 30 });
    const deleted: string[] = [];
    for (let n = 0; n < 10; n += 1) {
      const { id } = await berth.anEnvironment(account, { name: `old ${n}`, maxConcurrentCalls: 1 });
      done(await call('deleteEnvironment', inEnvironment(account, id)));
      deleted.push(id);
    }
    const accepted = await rush(account, (n) => {
      const [as, accountId, environmentId] = [account.admin.token, account.accountId, deleted[n]];
      return environmentId === undefined
        ? call('createEnvironment', {
            as,
            params: { accountId },
            body: { name: `new ${n}`, maxConcurrentCalls: 1 },
          })
        : call('restoreEnvironment', { as, params: { accountId, environmentId } });
    });
    expect(accepted).toBe(10);
  });
});
