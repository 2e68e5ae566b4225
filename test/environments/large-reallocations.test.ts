import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ProblemCode } from '../../lib/api/problem.ts';
import { keys } from '../../lib/table/keys.ts';
import { aBerth, asAdmin, done, type TestAccount } from '../setup/berth.ts';
import { expectSound } from '../setup/sound.ts';
import { runningAll } from '../reliability/races/place.ts';

const berth = await aBerth();
const { call } = berth;
const stage = { call, context: { ...berth.context, clock: { ...berth.context.clock, set: () => {} } } };

const reallocate = (account: TestAccount, limits: Readonly<Record<string, number>>, dryRun: boolean) =>
  call('reallocateConcurrency', {
    ...asAdmin(account),
    body: {
      changes: Object.entries(limits).map(([environmentId, maxConcurrentCalls]) => ({
        environmentId,
        maxConcurrentCalls,
      })),
      dryRun,
    },
  });

/** Environments of the same limit, each with this many running calls with names. */
async function environmentsOf(
  account: TestAccount,
  count: number,
  maxConcurrentCalls: number,
  named = 0,
): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) {
    const { id, key } = await berth.anEnvironment(account, { maxConcurrentCalls });
    for (let n = 0; n < named; n += 1) done(await call('startCall', { as: key, body: { id: `call-${n}` } }));
    ids.push(id);
  }
  return ids;
}

const allTo = (ids: readonly string[], limit: number) => Object.fromEntries(ids.map((id) => [id, limit]));

/** Both are refused in the same way, and nothing is written. */
async function expectRefusedAlike(
  account: TestAccount,
  limits: Readonly<Record<string, number>>,
  code: ProblemCode,
) {
  const before = await berth.items();
  const [dry, real] = [await reallocate(account, limits, true), await reallocate(account, limits, false)];
  expect(dry).toBeRefused(409, code);
  expect(real).toBeRefused(409, code);
  const { requestId: _, ...told } = real.body as { requestId?: string };
  expect(dry.body).toMatchObject(told);
  expect(await berth.items()).toEqual(before);
  return real.body as { detail?: string };
}

/** The answers of the dry run and of the change, which must be the same. */
async function bothAnswers(account: TestAccount, limits: Readonly<Record<string, number>>) {
  const dry = done(await reallocate(account, limits, true));
  const real = done(await reallocate(account, limits, false));
  await expectSound(berth);
  return { dry, real };
}

test.each([
  [3, 40, 60, 36],
  [5, 1_000, 2_000, 0],
  [3, 2_000, 10_000, 0],
])(
  '%i environments of %i calls to %i, %i named calls in each: the dry run is refused as the change is, and says what to do',
  async (count, from, to, named) => {
    const account = await berth.anAccount({ plan: 100_000 });
    const ids = await environmentsOf(account, count, from, named);
    const { detail } = await expectRefusedAlike(account, allTo(ids, to), 'change_too_large');
    expect(detail).toMatch(/one step can make 100\. Change fewer environments at a time/);
    const { dry, real } = await bothAnswers(account, allTo(ids.slice(0, 1), to));
    expect(real).toEqual(dry);
  },
);

test('what needs exactly as many writes as one step can make is made, and one more named call is too many', async () => {
  const account = await berth.anAccount({ plan: 1_000 });
  const ids = await environmentsOf(account, 3, 40, 29);
  const { id: more, key } = await berth.anEnvironment(account, { maxConcurrentCalls: 30 });
  for (let n = 0; n < 30; n += 1) done(await call('startCall', { as: key, body: { id: `call-${n}` } }));
  await expectRefusedAlike(account, allTo([...ids.slice(1), more], 60), 'change_too_large');
  const { dry, real } = await bothAnswers(account, allTo(ids, 60));
  expect(real).toEqual(dry);
});

test('expired calls count neither in the dry run nor in the change', async () => {
  const account = await berth.anAccount({ plan: 1_000 });
  const ids = await environmentsOf(account, 3, 40, 36);
  berth.context.clock.advance(3_600);
  const { dry, real } = await bothAnswers(account, allTo(ids, 60));
  expect(real).toEqual(dry);
});

test('the shares of caps are foreseen as they will be, also where a repaired gate does not count under them yet', async () => {
  const { account, id, key } = await berth.aPlace({
    plan: 1_000,
    maxConcurrentCalls: 90,
    reservedInboundCalls: 30,
  });
  for (const [leaseSeconds, direction] of [
    [10, 'outbound'],
    [3_600, 'inbound'],
    [10, 'inbound'],
    [3_600, 'outbound'],
  ] as const)
    for (let n = 0; n < 8; n += 1)
      done(await call('startCall', { as: key, body: { direction, leaseSeconds } }));
  berth.context.clock.advance(60);
  const { table } = berth.context;
  const Key = keys.gate(id, 1);
  const command = { TableName: table.name, Key, UpdateExpression: 'REMOVE c' };
  await table.documents.send(new UpdateCommand(command));
  for (const limit of [150, 40, 10, 200]) {
    const { dry, real } = await bothAnswers(account, { [id]: limit });
    expect(real).toEqual(dry);
  }
});

test('an environment with too many running calls for one step is refused like an edit of it, and nothing changes', async () => {
  const { account, id, of } = await berth.aPlace({ plan: 10_000, maxConcurrentCalls: 5_000 });
  for (const tens of [0, 1])
    await runningAll(
      stage,
      id,
      Array.from({ length: 48 }, (_, n) => `call-${tens * 48 + n}`),
    );
  done(await call('editEnvironment', { ...of, body: { maxConcurrentCalls: 40 } }));
  const edited = await call('editEnvironment', {
    ...of,
    body: { maxConcurrentCalls: 60 },
  });
  expect(edited).toBeRefused(409, 'environment_has_active_calls', { activeCalls: 96 });
  await expectRefusedAlike(account, { [id]: 60 }, 'environment_has_active_calls');
});
