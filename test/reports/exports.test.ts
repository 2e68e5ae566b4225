import { aBerth, done } from '../setup/berth.ts';
import { sentAs } from '../setup/scene.ts';
import { senderTo } from '../setup/send.ts';
import { followUsage } from '../setup/usage.ts';

const berth = await aBerth({ stream: true });
const { call, context } = berth;
const send = senderTo(berth.origin);
const usage = await followUsage(berth);

const { account, ...environment } = await berth.aPlace({ maxConcurrentCalls: 10 });
const as = environment.key;
const params = { accountId: account.accountId, environmentId: environment.id };
const ids = ['plain', '-1', 'a.b:c_d'];
for (const id of ids) {
  done(await call('startCall', { as, body: { id } }));
  context.clock.advance(2);
  done(await call('endCall', { as, params: { callId: id } }));
}
await usage.caughtUp(environment.id);

/** The cells of a CSV without quotes. */
const cellsOf = (text: string): string[][] => {
  const lines = text.split('\r\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => line.split(','));
};

test('records come as a file: a line each, in the order of the list, under the names of its fields', async () => {
  const file = await send(sentAs('exportCalls', as, {}));
  expect(file).toMatchObject({
    status: 200,
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="calls.csv"',
      'cache-control': 'no-store',
    },
  });
  expect(file.headers['next-cursor']).toBeUndefined();
  const [names = [], ...lines] = cellsOf(file.text);
  const { items } = done(await call('listCalls', { as, query: { status: 'ended' } }));
  expect(lines).toHaveLength(3);
  for (const [index, item] of items.entries()) {
    const told = Object.fromEntries(names.map((name, at) => [name, lines[index]?.[at]]));
    const expected = Object.entries(item).map(([name, value]) => [name, String(value)]);
    expect(told).toEqual({
      agentId: '',
      numberId: '',
      campaignId: '',
      endReason: '',
      reference: '',
      ...Object.fromEntries(expected),
      // A spreadsheet would read it as a formula.
      id: item.id === '-1' ? "'-1" : item.id,
    });
  }
});

test('people get the same file as the key, also of a part', async () => {
  const mine = done(await call('exportCalls', { as, query: { outcome: 'ended', limit: 2 } }));
  const path = { as: account.admin.token, params };
  const theirs = done(
    await call('exportEnvironmentCalls', { ...path, query: { outcome: 'ended', limit: 2 } }),
  );
  expect(theirs.text).toBe(mine.text);
  expect(cellsOf(mine.text)).toHaveLength(3);
});

test('a file that is not complete says where the next one begins', async () => {
  const first = await call('exportCalls', { as, query: { limit: 2 } });
  const cursor = first.headers.get('next-cursor') ?? '';
  const second = await call('exportCalls', { as, query: { limit: 2, cursor } });
  expect(second.headers.get('next-cursor')).toBeNull();
  const walked = [first, second].flatMap(({ body }) => cellsOf(body.text).slice(1));
  expect(walked).toEqual(cellsOf(done(await call('exportCalls', { as })).text).slice(1));
  // It is a cursor neither of the list nor of another part.
  for (const query of [{ limit: 2, cursor, outcome: 'ended' }, { cursor: `${cursor}A` }])
    expect(await call('exportCalls', { as, query })).toBeRefused(400, 'invalid_cursor');
});

test('usage comes as a file too, of the environment and of the account', async () => {
  const day = { granularity: 'day' };
  const asAdmin = { as: account.admin.token, query: day };
  const accountId = { accountId: account.accountId };
  const { items } = done(await call('getUsage', { as, query: day }));
  const files = [
    await call('exportUsage', { as, query: day }),
    await call('exportEnvironmentUsage', { ...asAdmin, params }),
    // Its other environment has not been used.
    await call('exportAccountUsage', { ...asAdmin, params: accountId }),
  ];
  for (const { headers, body } of files) {
    expect(headers.get('content-disposition')).toBe('attachment; filename="usage.csv"');
    const [names, ...lines] = cellsOf(body.text);
    expect(names).toEqual(['at', 'started', 'refused', 'expired', 'minutes', 'peak']);
    expect(lines).toEqual(
      items.map((item) => (names ?? []).map((name) => String(item[name as keyof typeof item]))),
    );
  }
});

test('an export is refused with a problem document, like every operation', async () => {
  const refused = await send(sentAs('exportCalls', as, { query: { limit: '10001' } }));
  expect(refused).toMatchObject({
    status: 422,
    headers: { 'content-type': 'application/problem+json' },
    body: { code: 'invalid_input' },
  });
  expect(refused.headers['content-disposition']).toBeUndefined();
});
