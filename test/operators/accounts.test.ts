import { aBerth, done } from '../setup/berth.ts';
import { everyItem } from '../setup/every-item.ts';

const berth = await aBerth();
const { call } = berth;
const { token: as } = await berth.aPerson({ groups: ['operators'] });
const named = (name: string) => berth.anAccount({ name });
const [straße, acme, tools] = [
  await named('Große Straße'),
  await named('Acme Telecom'),
  await named('acme tools'),
];
const find = async (query: Record<string, string>) =>
  done(await call('findAccounts', { as, query })).items.map(({ id }) => id);
const idsOf = (accounts: { accountId: string }[]) => accounts.map(({ accountId }) => accountId);

const leafThrough = async (limit: number, query: { query?: string } = {}) => {
  const found = await everyItem(limit, async (page) =>
    done(await call('findAccounts', { as, query: { ...query, ...page } })),
  );
  return found.map(({ id }) => id);
};

test('an account is found by a part of its name in any case, by its id and by the email of a user', async () => {
  expect(await find({ query: 'ACME' })).toEqual(idsOf([acme, tools]));
  expect(await find({ query: 'STRASSE' })).toEqual(idsOf([straße]));
  expect(await find({ query: acme.accountId })).toEqual(idsOf([acme]));
  expect(await find({ query: acme.admin.email })).toEqual(idsOf([acme]));
  const member = await berth.aMember(tools);
  expect(await find({ query: member.email.toUpperCase() })).toEqual(idsOf([tools]));
  expect(await find({ query: 'nobody@example.com' })).toEqual([]);
  expect(await find({ query: 'acc_01JD3Z0M5V7Q8C2N4B6X9Y1T3R' })).toEqual([]);
  expect(await find({})).toEqual(idsOf([straße, acme, tools]));
});

test('an account named like an email address is found by it, after the accounts of that user', async () => {
  const address = acme.admin.email;
  const { id: ownToo } = done(await call('createAccount', { as: acme.admin.token, body: { name: address } }));
  const alike = [await named(address), await named(`New ${address}`)];
  const all = [acme.accountId, ownToo, ...idsOf(alike)];
  expect(await find({ query: address })).toEqual(all);
  expect(await find({ query: '@ops.example' })).toEqual([]);
  const odd = await named('sip@ops.example');
  expect(await find({ query: '@OPS.example' })).toEqual(idsOf([odd]));
  for (const limit of [1, 2, 3]) expect(await leafThrough(limit, { query: address })).toEqual(all);
});

test('an account is found by its new name and by its status', async () => {
  const account = await named('Before');
  const params = { accountId: account.accountId };
  done(await call('renameAccount', { as: account.admin.token, params, body: { name: 'Afterwards' } }));
  expect(await find({ query: 'before' })).toEqual([]);
  expect(await find({ query: 'afterw' })).toEqual(idsOf([account]));
  expect(await find({ status: 'suspended' })).toEqual([]);
  done(await call('suspendAccount', { as, params, body: { reason: 'Unpaid' } }));
  expect(await find({ status: 'suspended' })).toEqual(idsOf([account]));
  expect(await find({ query: account.accountId, status: 'active' })).toEqual([]);
  expect(await find({ query: account.admin.email, status: 'suspended' })).toEqual(idsOf([account]));
  done(await call('resumeAccount', { as, params, body: {} }));
});

test('the pages of found accounts have each account once', async () => {
  expect(await leafThrough(2)).toEqual(await find({}));
  const other = await call('findAccounts', { as, query: { query: 'acme', limit: '1' } });
  const stolen = done(other).nextCursor ?? '';
  expect(await call('findAccounts', { as, query: { cursor: stolen } })).toMatchObject({ status: 400 });
});

test('an account is shown with its users, its environments and its usage of the month', async () => {
  const { key, id } = await berth.anEnvironment(acme, { maxConcurrentCalls: 2 });
  const member = await berth.aMember(acme);
  done(await call('startCall', { as: key, body: {} }));
  const seen = done(await call('inspectAccount', { as, params: { accountId: acme.accountId } }));
  expect(seen).toMatchObject({
    id: acme.accountId,
    status: 'active',
    statusReason: null,
    usage: { started: 1 },
  });
  expect(seen.members.map(({ email }) => email).toSorted()).toEqual(
    [acme.admin.email, member.email].toSorted(),
  );
  expect(seen.environments.map((environment) => environment.id)).toContain(id);
});

test('the usage of all accounts in a month is a file with a row for each', async () => {
  const month = new Date(berth.context.clock.now()).toISOString().slice(0, 7);
  const params = { accountId: acme.accountId };
  const { usage } = done(await call('inspectAccount', { as, params }));
  const { text } = done(await call('exportUsageOfAll', { as, query: { month } }));
  const [header, ...rows] = text.trimEnd().split('\r\n');
  expect(header).toBe(
    'accountId,name,status,planName,maxConcurrentCalls,month,started,refused,expired,minutes,peak',
  );
  expect(rows).toHaveLength((await find({})).length);
  expect(rows.find((row) => row.startsWith(acme.accountId))).toContain(`,Acme Telecom,active,`);
  expect(rows.find((row) => row.startsWith(acme.accountId))).toContain(`,${month},${usage.started},`);
});

test.each(['2026-13', '2026-1', 'november', '2999-01', '1999-01'])(
  'the month %j is refused',
  async (month) => {
    expect(await call('exportUsageOfAll', { as, query: { month } })).toMatchObject({ status: 422 });
  },
);
