import { readFile } from 'node:fs/promises';
import type { EnvironmentId } from '../../lib/api/schemas/ids.ts';
import { makeApiKey } from '../../lib/auth/api-key.ts';
import { hashSecret } from '../../lib/auth/secret-format.ts';
import { seconds, systemClock } from '../../lib/clock.ts';
import type { Item } from '../../lib/table/table.ts';
import { aBerth, done } from '../setup/berth.ts';
import { tokenOf } from '../setup/invitation-token.ts';
import { checkTable } from './checker/check-table.ts';
import { sortOut } from './checker/items.ts';
import { allItems, restore } from './table-copy.ts';

const berth = await aBerth();
const { call, context } = berth;
const { userId, token } = await berth.aPerson({ email: 'ada@example.com' });

/**
 * The items of version 1 as they were written then, each with an unknown attribute (`future`). They stay as they are. A
 * change of the product that can no longer read them, or loses what it does not know, fails here.
 */
const text = await readFile(new URL('golden/v1.json', import.meta.url), 'utf8');
const accountId = /acc_\w{26}/.exec(text)?.[0] ?? '';
const idOf = (name: string) =>
  (JSON.parse(text) as { name?: string; id: EnvironmentId; status?: string }[]).find(
    (item) => item.name === name && item.status !== undefined,
  )?.id as EnvironmentId;
const [production, large, gone, first] = ['production', 'Großkunde', 'gone', 'default'].map(idOf) as [
  EnvironmentId,
  EnvironmentId,
  EnvironmentId,
  EnvironmentId,
];
const keyOfProduction = makeApiKey(production, systemClock);
const keyOfLarge = makeApiKey(large, systemClock);
await restore(
  context.table,
  JSON.parse(
    text
      .replaceAll('{{admin}}', userId)
      .replaceAll('{{key}}', hashSecret(keyOfProduction))
      .replaceAll('{{large key}}', hashSecret(keyOfLarge))
      // DynamoDB Local deletes expired items within seconds, so this cannot be a fixed date.
      .replaceAll('"{{tomorrow}}"', String(seconds(Date.now()) + 86_400)),
    (_, value: unknown) => (isSet(value) ? new Set(value.set) : value),
  ) as Item[],
);

/** The JSON form of a set of strings. */
function isSet(value: unknown): value is { set: string[] } {
  return Array.isArray((value as { set?: unknown } | null)?.set);
}

const keyOf = ({ pk, sk }: Item) => `${String(pk)} ${String(sk)}`;
const as = { as: token, params: { accountId } };
const of = (environmentId: string) => ({ as: token, params: { accountId, environmentId } });

test('items of version 1 are sound, are read, changed and counted like new ones, and keep their unknown fields', async () => {
  const before = await allItems(context.table);
  expect(checkTable(before, context.clock.now())).toEqual([]);

  expect(await call('getAccount', as)).toAnswer(200, {
    allocatedConcurrentCalls: 68,
    unallocatedConcurrentCalls: 32,
    environmentCount: 3,
  });
  const { items } = done(await call('listEnvironments', as));
  expect(items.map(({ name, maxConcurrentCalls }) => [name, maxConcurrentCalls])).toEqual([
    ['default', 20],
    ['production', 3],
    ['Großkunde', 45],
  ]);
  expect((await call('listCalls', { as: keyOfProduction })).body.items).toHaveLength(2);
  expect(await call('getCall', { as: keyOfLarge, params: { callId: 'call-2' } })).toAnswer(200, {
    direction: 'inbound',
  });
  expect((await call('listInvitations', as)).body.items).toMatchObject([
    { email: 'Eve@example.com', status: 'pending' },
  ]);
  expect(
    (await call('listAuditEvents', { ...as, query: { action: 'environment.deleted' } })).body.items,
  ).toHaveLength(1);

  done(await call('renameAccount', { ...as, body: { name: 'Acme Telecom' } }));
  done(await call('editEnvironment', { ...of(large), body: { maxConcurrentCalls: 3, hidden: false } }));
  done(await call('editEnvironment', { ...of(production), body: { name: 'live', maxConcurrentCalls: 45 } }));
  done(await call('rotateApiKey', { ...of(first), body: { graceSeconds: 3600 } }));
  done(await call('startCall', { as: keyOfProduction, body: { id: 'call-3' } }));
  done(await call('heartbeatCall', { as: keyOfProduction, params: { callId: 'call-1' }, body: {} }));
  done(await call('endCall', { as: keyOfLarge, params: { callId: 'call-2' } }));
  done(await call('restoreEnvironment', { ...of(gone), body: {} }));
  const again = { 'idempotency-key': 'golden' };
  const body = { email: 'Eve@example.com', role: 'member' as const };
  const replayed = await call('createInvitation', { ...as, body, headers: again });
  expect(replayed.status).toBe(201);
  expect(replayed.headers.get('idempotent-replayed')).toBe('true');
  done(await call('removeUser', { as: token, params: { accountId, userId: await joined() } }));

  // They were removed in version 1.
  const former = { accountId, userId: '22222222-3333-4444-5555-666666666666' };
  done(await call('removeUser', { as: token, params: former, query: { forget: true } }));

  const after = await allItems(context.table);
  expect(checkTable(after, context.clock.now())).toEqual([]);
  const written = new Set(before.map(keyOf));
  const kept = after.filter((item) => written.has(keyOf(item)));
  expect(kept.length).toBeGreaterThan(before.length - 7);
  expect(kept.filter(({ future }) => future !== 'kept')).toEqual([]);
});

/** Another Admin joins and leaves by the invitation that was sent in version 1. */
async function joined(): Promise<string> {
  const eve = await berth.aPerson({ email: 'eve@example.com' });
  const [invitation] = [...sortOut(await allItems(context.table)).accounts.values()][0]?.invitations ?? [];
  const link = tokenOf(context, accountId, invitation?.id ?? '');
  done(await call('acceptInvitation', { as: eve.token, body: { token: link } }));
  return eve.userId;
}
