import { jest } from '@jest/globals';
import { managementClient, type ManagementOptions } from '../../client/typescript/src/management/index.ts';
import { functions, timeoutOf, type FunctionName } from '../../cdk/functions.ts';
import { aBerth, type TestAccount } from '../setup/berth.ts';
import { thrownBy } from './thrown-by.ts';

const berth = await aBerth();
const { origin } = berth;

const clientOf = ({ admin }: TestAccount, more: Partial<ManagementOptions> = {}) =>
  managementClient({ origin, token: admin.token, ...more });

test('the ETag of an answer is known, and an edit under it is refused when somebody else was faster', async () => {
  const { accountId, ...account } = await berth.anAccount();
  const client = clientOf({ accountId, ...account });
  const { body, etag, nextCursor, replayed } = await client.withResponse.getAccount({ accountId });
  expect({ body, nextCursor, replayed }).toEqual({
    body: await client.getAccount({ accountId }),
    nextCursor: null,
    replayed: false,
  });
  const rename = { accountId, body: { name: 'Mine' }, ifMatch: etag ?? '' };
  const renamed = await client.withResponse.renameAccount(rename);
  expect(renamed.body.name).toBe('Mine');
  expect(renamed.etag).not.toBe(etag);
  expect(await thrownBy(client.renameAccount({ ...rename, body: { name: 'Yours' } }))).toMatchObject({
    code: 'stale_version',
  });
  expect((await client.getAccount({ accountId })).name).toBe('Mine');
});

test('a replay can be told from a first answer, also when the client itself repeated the request', async () => {
  const account = await berth.anAccount();
  const { accountId } = account;
  const request = {
    accountId,
    body: { name: 'Pipeline', role: 'member' as const },
    idempotencyKey: 'once',
  };
  const client = clientOf(account);
  const first = await client.withResponse.createServiceAccount(request);
  expect(first).toMatchObject({ replayed: false, body: { secretAvailable: true } });
  const second = await client.withResponse.createServiceAccount(request);
  expect(second).toMatchObject({ replayed: true, body: { id: first.body.id, secret: null } });

  let tries = 0;
  const losing: typeof fetch = async (url, init) => {
    const answer = await fetch(url, init);
    tries += 1;
    if (tries === 1) throw new TypeError('The answer got lost.');
    return answer;
  };
  const clock = { now: () => 0, sleep: async () => {} };
  const unlucky = clientOf(account, { fetch: losing, clock });
  const { idempotencyKey: _, ...another } = request;
  expect(await unlucky.withResponse.createServiceAccount(another)).toMatchObject({
    replayed: true,
    body: { secretAvailable: false },
  });
  expect(tries).toBe(2);
});

test('an export is read to its last file, and a list to its last page', async () => {
  const account = await berth.anAccount();
  const { accountId } = account;
  const client = clientOf(account);
  for (const name of ['One', 'Two', 'Three']) await client.renameAccount({ accountId, body: { name } });
  const whole = await client.exportAuditEvents({ accountId });
  const [headings = '', ...lines] = whole.trimEnd().split('\r\n');

  const first = await client.withResponse.exportAuditEvents({ accountId, limit: 3 });
  expect(first.nextCursor).toEqual(expect.any(String));
  const files: string[] = [];
  for await (const file of client.pages.exportAuditEvents({ accountId, limit: 3 })) files.push(file);
  expect(files).toHaveLength(Math.ceil(lines.length / 3));
  expect(files.every((file) => file.startsWith(headings))).toBe(true);
  expect(files.flatMap((file) => file.trimEnd().split('\r\n').slice(1))).toEqual(lines);

  const { items } = await client.listAuditEvents({ accountId });
  const listed: unknown[] = [];
  for await (const page of client.pages.listAuditEvents({ accountId, limit: 1 })) listed.push(...page.items);
  expect(listed).toEqual(items);
});

test('flags are sent as the text that the API takes', async () => {
  const account = await berth.anAccount();
  const { accountId } = account;
  const { id: environmentId } = await berth.anEnvironment(account);
  const client = clientOf(account);
  await client.deleteEnvironment({ accountId, environmentId, drain: true });
  const { items } = await client.listEnvironments({ accountId, visible: true });
  expect(items.map(({ id }) => id)).toEqual([account.defaultId]);
});

test('it waits longer than any function of Berth may take for an answer', async () => {
  const account = await berth.anAccount();
  const timeout = jest.spyOn(AbortSignal, 'timeout');
  await clientOf(account).getAccount({ accountId: account.accountId });
  const waits = timeout.mock.calls[0]?.[0] ?? 0;
  timeout.mockRestore();
  const names = Object.keys(functions) as FunctionName[];
  const answering = names.filter((name) => functions[name].trigger?.kind === 'http').map(timeoutOf);
  expect(answering.length).toBeGreaterThan(0);
  expect(waits).toBeGreaterThan(Math.max(...answering) * 1_000);
});
