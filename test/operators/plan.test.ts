import * as fc from 'fast-check';
import { proportionalLimits } from '../../lib/operators/proportional-limits.ts';
import { aBerth, asAdmin, done, type TestAccount } from '../setup/berth.ts';
import { expectSound } from '../setup/sound.ts';

const berth = await aBerth();
const { call } = berth;
const { token: as } = await berth.aPerson({ groups: ['operators'] });

interface Wanted {
  readonly maxConcurrentCalls: number;
  readonly lowerEnvironments?: boolean;
  readonly dryRun?: boolean;
}
const setPlan = ({ accountId }: TestAccount, wanted: Wanted) =>
  call('setPlan', { as, params: { accountId }, body: { name: 'Small', ...wanted } });
const limitsOf = async (account: TestAccount) =>
  done(await call('listEnvironments', asAdmin(account))).items.map(
    ({ maxConcurrentCalls }) => maxConcurrentCalls,
  );

/** An account with environments of 20 (`default`), 10, 5 and 0 calls, and the key of the second. */
async function aFullAccount() {
  const { account, key } = await berth.aPlace({ maxConcurrentCalls: 10 });
  await berth.anEnvironment(account, { maxConcurrentCalls: 5 });
  await berth.anEnvironment(account, { maxConcurrentCalls: 0 });
  return { account, key };
}

test('limits are lowered in proportion, in one step with the plan, and a dry run shows which', async () => {
  const { account } = await aFullAccount();
  const before = await berth.items();
  expect(await setPlan(account, { maxConcurrentCalls: 7 })).toBeRefused(409, 'plan_below_allocation', {
    allocated: 35,
    requested: 7,
  });
  const wanted = { maxConcurrentCalls: 7, lowerEnvironments: true };
  const dry = done(await setPlan(account, { ...wanted, dryRun: true }));
  expect(dry.lowered.map(({ from, to }) => [from, to])).toEqual([
    [20, 4],
    [10, 2],
    [5, 1],
  ]);
  expect(await berth.items()).toEqual(before);

  const { lowered, ...now } = done(await setPlan(account, wanted));
  expect(lowered).toEqual(dry.lowered);
  expect(now).toMatchObject({ plan: { maxConcurrentCalls: 7 }, allocatedConcurrentCalls: 7 });
  expect(await limitsOf(account)).toEqual([4, 2, 1, 0]);
  await expectSound(berth);
});

test('a plan with enough room lowers no limit', async () => {
  const { account } = await aFullAccount();
  const { lowered } = done(await setPlan(account, { maxConcurrentCalls: 35, lowerEnvironments: true }));
  expect(lowered).toEqual([]);
  expect(await limitsOf(account)).toEqual([20, 10, 5, 0]);
});

test('a plan is refused while more calls run than the lowered limits allow, and no call is cut', async () => {
  const { account, key } = await aFullAccount();
  for (const id of ['a', 'b', 'c']) done(await call('startCall', { as: key, body: { id } }));
  const before = await berth.items();
  const wanted = { maxConcurrentCalls: 7, lowerEnvironments: true };
  for (const dryRun of [true, false])
    expect(await setPlan(account, { ...wanted, dryRun })).toBeRefused(409, 'plan_below_allocation', {
      allocated: 8,
    });
  expect(await berth.items()).toEqual(before);
  await call('endCall', { as: key, params: { callId: 'a' } });
  expect(done(await setPlan(account, wanted)).lowered).toHaveLength(3);
  await expectSound(berth);
});

test('proportional limits add up to the plan, none becomes larger, and none is left with nothing while there is enough for all', () => {
  const total = (limits: readonly number[]) => limits.reduce((sum, limit) => sum + limit, 0);
  fc.assert(
    fc.property(
      fc.array(fc.nat(10_000), { minLength: 1, maxLength: 40 }),
      fc.nat(400_000),
      (limits, calls) => {
        fc.pre(calls < total(limits));
        const lowered = proportionalLimits(limits, calls);
        expect(total(lowered)).toBe(calls);
        expect(lowered.every((limit, index) => limit >= 0 && limit <= (limits[index] ?? 0))).toBe(true);
        const stopped = lowered.filter((limit, index) => limit === 0 && limits[index] !== 0);
        expect(calls < limits.filter(Boolean).length || stopped.length === 0).toBe(true);
      },
    ),
  );
  expect(proportionalLimits([20, 10_000], 100)).toEqual([1, 99]);
});
