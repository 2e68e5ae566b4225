import * as fc from 'fast-check';
import { reconcileInProcess } from '../../local/reconcile-in-process.ts';
import { sweepNow } from '../setup/sweep.ts';
import type { Item } from '../../lib/table/table.ts';
import { aBerth, asAdmin, done, inEnvironment, type Person } from '../setup/berth.ts';
import { tokenOf } from '../setup/invitation-token.ts';
import { aTelephoneNumber } from '../setup/resources.ts';
import { checkTable } from './checker/check-table.ts';
import { directClient } from './direct-client.ts';

import { forgetGates, standingClock } from './race.ts';
import { aPlace, running, runningAll } from './races/place.ts';
import { failureOf } from './report.ts';
import { allItems, restore } from './table-copy.ts';

const berth = await aBerth();
const clock = standingClock();
const logged: Record<string, unknown>[] = [];
const context = { ...berth.context, clock, log: (line: Record<string, unknown>) => void logged.push(line) };
const call = await directClient(context);
const stage = { context, call, berth };
const reconcile = (dryRun = false) => reconcileInProcess(context, { dryRun, thorough: true });
const sweep = () => sweepNow(context);

/**
 * What a restore can lose for good: events of the audit trail, fewer or more than there were changes. And what nothing
 * leads to any more: an account in the list of a person who is otherwise gone, and gates of an environment without
 * environment, name and row in the directory.
 */
const isBeyondMending = (sentence: string) =>
  ['audit trail', 'tell of its creation', 'stands in the list of', 'gates, calls'].some((part) =>
    sentence.includes(part),
  );

const place = await aPlace(stage, { limit: 30, spare: 150 });
const large = await berth.anEnvironment(place.account, { name: 'large', maxConcurrentCalls: 85 });
const small = await berth.anEnvironment(place.account, {
  name: 'small',
  maxConcurrentCalls: 2,
  hidden: true,
});
const gone = await berth.anEnvironment(place.account, { name: 'gone', maxConcurrentCalls: 1 });
const { accountId } = place.account;
const inAccount = asAdmin(place.account);
const of = (environmentId: string) => inEnvironment(place.account, environmentId);
done(await call('deleteEnvironment', { ...of(gone.id), query: { drain: false } }));
const invite = async ({ email }: Person) => {
  const { id } = done(await call('createInvitation', { ...inAccount, body: { email, role: 'member' } }));
  return tokenOf(context, accountId, id);
};
const cyd = await berth.aPerson();
done(await call('acceptInvitation', { as: cyd.token, body: { token: await invite(cyd) } }));
done(await call('removeUser', asAdmin(place.account, { userId: cyd.userId })));
clock.advance(61);
const cydAgain = await berth.aPerson({
  email: cyd.email,
  authTime: Math.ceil(clock.now() / 1000),
});
const toCyd = await invite(cyd);
await running(stage, large.id, 'x', { gate: 2 });
await running(stage, small.id, 'a');
await runningAll(stage, place.id, ['a', 'b']);
const inLarge = of(large.id);
const agentId = done(await call('createEnvironmentAgent', { ...inLarge, body: { name: 'Caller' } })).id;
const e164 = aTelephoneNumber();
const numberId = done(await call('createEnvironmentNumber', { ...inLarge, body: { e164 } })).id;
const campaign = { name: 'Spring', agentId, numberId, maxConcurrentCalls: 5 };
const campaignId = done(await call('createEnvironmentCampaign', { ...inLarge, body: campaign })).id;
const eve = await berth.aPerson();
const ben = await berth.aPerson();
const toEve = await invite(eve);
done(await call('acceptInvitation', { as: ben.token, body: { token: await invite(ben) } }));
const start: readonly Item[] = await allItems(context.table);

/** Changes of every kind. A restore can bring back any part of one. */
const changes = {
  'create an environment': () =>
    call('createEnvironment', { ...inAccount, body: { name: 'new', maxConcurrentCalls: 3 } }),
  'create a large environment': () =>
    call('createEnvironment', { ...inAccount, body: { name: 'new', maxConcurrentCalls: 45 } }),
  'reserve slots for inbound calls': () =>
    call('editEnvironment', { ...of(place.id), body: { reservedInboundCalls: 10 } }),
  'reserve slots in several gates': () =>
    call('editEnvironment', { ...of(large.id), body: { reservedInboundCalls: 10 } }),
  'start a campaign with a limit': () =>
    call('editEnvironmentCampaign', {
      ...inEnvironment(place.account, large.id, { campaignId }),
      body: { status: 'running' },
    }),
  'raise a limit': () => call('editEnvironment', { ...of(place.id), body: { maxConcurrentCalls: 33 } }),
  'raise a limit above one gate': () =>
    call('editEnvironment', { ...of(place.id), body: { maxConcurrentCalls: 50 } }),
  'lower a limit': () => call('editEnvironment', { ...of(large.id), body: { maxConcurrentCalls: 82 } }),
  'lower a limit to fewer gates': () =>
    call('editEnvironment', { ...of(large.id), body: { maxConcurrentCalls: 10 } }),
  'rename and hide': () =>
    call('editEnvironment', { ...of(place.id), body: { name: 'other', hidden: true } }),
  'lower a limit below the calls': () =>
    call('editEnvironment', { ...of(place.id), body: { maxConcurrentCalls: 1 } }),
  drain: () => call('deleteEnvironment', { ...of(small.id), query: { drain: true } }),
  delete: () => call('deleteEnvironment', { ...of(place.account.defaultId), query: { drain: false } }),
  restore: () => call('restoreEnvironment', { ...of(gone.id), body: {} }),
  rotate: () => call('rotateApiKey', { ...of(large.id), body: { graceSeconds: 0 } }),
  reallocate: () =>
    call('reallocateConcurrency', {
      ...inAccount,
      body: {
        changes: [
          { environmentId: large.id, maxConcurrentCalls: 80 },
          { environmentId: place.id, maxConcurrentCalls: 35 },
        ],
      },
    }),
  'start a named call': () => call('startCall', { as: large.key, body: { id: 'y' } }),
  accept: () => call('acceptInvitation', { as: eve.token, body: { token: toEve } }),
  'come back': () => call('acceptInvitation', { as: cydAgain.token, body: { token: toCyd } }),
  demote: () =>
    call('changeRole', { ...asAdmin(place.account, { userId: ben.userId }), body: { role: 'admin' } }),
  remove: () => call('removeUser', asAdmin(place.account, { userId: ben.userId })),
};

async function prepare(): Promise<void> {
  await restore(context.table, start);
  for (const { id } of [place, large, small, gone]) forgetGates(id as Parameters<typeof forgetGates>[0]);
  logged.length = 0;
}

const keyOf = ({ pk, sk }: Item) => `${String(pk)} ${String(sk)}`;
const byKey = (items: readonly Item[]) => new Map(items.map((item) => [keyOf(item), item]));

/** Makes a change and takes back some of its items, like a backup that cut its transaction. @returns these items */
async function cut(
  change: () => Promise<{ status: number }>,
  isCut: (n: number, key: string) => boolean,
): Promise<string[]> {
  expect((await change()).status).toBeLessThan(300);
  const [before, after] = [byKey(start), byKey(await allItems(context.table))];
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (key) => JSON.stringify(before.get(key)) !== JSON.stringify(after.get(key)),
  );
  const back = changed.toSorted().filter((key, n) => !key.startsWith('IDEMPOTENCY#') && isCut(n, key));
  const items = [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const item = back.includes(key) ? before.get(key) : after.get(key);
    return item === undefined ? [] : [item];
  });
  await restore(context.table, items);
  return back;
}

test('in a sound table the reconciler finds nothing and changes nothing', async () => {
  await prepare();
  expect(await reconcile()).toEqual({ accounts: 1, failed: 0, findings: [] });
  expect(await allItems(context.table)).toEqual(start);
});

test('after a restore that cut transactions in two, the reconciler repairs what can be derived and reports the rest', async () => {
  const drills = fc.tuple(
    fc.constantFrom(...Object.keys(changes)),
    fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
  );
  const property = fc.asyncProperty(drills, async ([name, mask]) => {
    await prepare();
    const back = await cut(changes[name as keyof typeof changes], (n) => mask[n % mask.length] ?? false);
    const broken = checkTable(await allItems(context.table), clock.now()).filter(
      (one) => !isBeyondMending(one),
    );
    const dry = await reconcile(true);
    const { findings, failed } = await reconcile();
    // A drift in the account's counts can hide other findings until the counts are right.
    await sweep();
    const left = checkTable(await allItems(context.table), clock.now()).filter(
      (one) => !isBeyondMending(one),
    );
    const isTold = findings.some(({ mended }) => !mended);
    const wrong = [
      ...(failed > 0 ? ['the reconciler failed'] : []),
      ...(broken.length > 0 && dry.findings.length === 0 ? ['a dry run found nothing'] : []),
      ...(left.length > 0 && !isTold ? left : []),
    ];
    const again = await reconcile();
    if (again.findings.some(({ mended }) => mended))
      wrong.push(`mended again: ${JSON.stringify(again.findings)}`);
    if (wrong.length > 0) {
      throw new Error(
        [
          name,
          'taken back:',
          ...back,
          'broken:',
          ...broken,
          'findings:',
          JSON.stringify(findings, null, 1),
          'left:',
          ...wrong,
        ].join('\n'),
      );
    }
  });
  expect(await failureOf(property, { short: 18, long: 3_000 })).toBeUndefined();
});

const usersNow = async () => {
  const { items } = done(await call('listUsers', inAccount));
  return items.map(({ userId }) => userId as string);
};

test.each([
  ['remove', ' MEMBER#', ben, false],
  ['remove', ' FORMER_MEMBER#', ben, false],
  ['come back', ' MEMBER#', cyd, false],
  ['come back', ' FORMER_MEMBER#', cyd, true],
] as const)(
  'when a restore took back one half of a move, %s without the change of%s, nobody is a user and a former one',
  async (name, half, person, isUser) => {
    await prepare();
    await cut(changes[name], (_, key) => key.includes(half));
    await reconcile();
    expect((await usersNow()).includes(person.userId)).toBe(isUser);
    const left = checkTable(await allItems(context.table), clock.now());
    expect(left.filter((one) => !isBeyondMending(one))).toEqual([]);
  },
);

test('a former user whose due row was lost in a restore gets it again', async () => {
  await prepare();
  await cut(changes.remove, (_, key) => key.startsWith('DUE#'));
  expect(checkTable(await allItems(context.table), clock.now())).toEqual([
    expect.stringContaining(`nobody will forget ${ben.userId}`),
  ]);
  expect(await reconcile()).toMatchObject({
    findings: [{ what: 'due row of a former user', mended: true }],
  });
  expect(checkTable(await allItems(context.table), clock.now())).toEqual([]);
});

test('a dry run reports what it finds and changes nothing, and the audit trail records a repair as made by the system', async () => {
  await prepare();
  await cut(changes['raise a limit'], (n) => n === 0);
  const damaged = await allItems(context.table);
  const dry = await reconcile(true);
  expect(dry.findings).toMatchObject([
    { what: 'counts', target: { type: 'account', id: accountId }, mended: false },
  ]);
  expect(await allItems(context.table)).toEqual(damaged);
  expect(await reconcile()).toMatchObject({ findings: [{ what: 'counts', mended: true }] });
  expect(logged).toContainEqual(
    expect.objectContaining({ level: 'warn', message: 'drift', what: 'counts', mended: true }),
  );
  const counted = ['Drift', 'DriftLeft', 'Failed'].map((Name) => ({ Name, Unit: 'Count' }));
  expect(logged.at(-1)).toMatchObject({
    _aws: {
      Timestamp: clock.now(),
      CloudWatchMetrics: [{ Namespace: 'Berth', Dimensions: [['Table', 'Function']], Metrics: counted }],
    },
    message: 'reconciliation',
    Table: context.table.name,
    Function: 'account-reconciler',
    Drift: 1,
    DriftLeft: 0,
    Failed: 0,
  });
  const { items } = done(
    await call('listAuditEvents', { ...inAccount, query: { action: 'account.reconciled' } }),
  );
  expect(items).toMatchObject([
    {
      actor: { type: 'system', id: 'reconciler' },
      before: { counts: { unallocatedCalls: 63 } },
      after: { counts: { unallocatedCalls: 60 } },
    },
  ]);
});

test('when a restore left more allocated than the plan has, it is reported, and nothing more can be allocated', async () => {
  await prepare();
  // One limit went up and the other down, and only the first half is there.
  const back = (key: string) => key.includes(large.id) || key.endsWith(' ACCOUNT');
  const items = [...byKey(start).values()];
  done(
    await call('reallocateConcurrency', {
      ...inAccount,
      body: {
        changes: [
          { environmentId: large.id, maxConcurrentCalls: 10 },
          { environmentId: place.id, maxConcurrentCalls: 140 },
        ],
      },
    }),
  );
  const after = await allItems(context.table);
  await restore(context.table, [
    ...after.filter((item) => !back(keyOf(item)) && !keyOf(item).includes(large.id)),
    ...items.filter((item) => back(keyOf(item))),
  ]);
  const { findings } = await reconcile();
  expect(findings).toContainEqual(
    expect.objectContaining({ what: 'more allocated than the plan has', mended: false }),
  );
  const { body } = await call('getAccount', inAccount);
  expect(body).toMatchObject({ unallocatedConcurrentCalls: 0 });
  const more = await call('createEnvironment', {
    ...inAccount,
    body: { name: 'more', maxConcurrentCalls: 1 },
  });
  expect(more).toBeRefused(409, 'concurrency_allocation_exceeded', { unallocated: 0 });
  const lower = [{ environmentId: place.id, maxConcurrentCalls: 139 }];
  done(await call('reallocateConcurrency', { ...inAccount, body: { changes: lower } }));
  done(await call('editEnvironment', { ...of(place.id), body: { maxConcurrentCalls: 1 } }));
  expect(await reconcile()).toMatchObject({ findings: [] });
});
