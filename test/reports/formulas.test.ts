import { parse } from 'csv-parse/sync';
import { routes } from '../../lib/api/index.ts';
import { aBerth, done } from '../setup/berth.ts';
import { senderTo } from '../setup/send.ts';
import { sentAs } from '../setup/scene.ts';
import { followUsage } from '../setup/usage.ts';

const berth = await aBerth({ stream: true });
const { call } = berth;
const send = senderTo(berth.origin);
const usage = await followUsage(berth);

const account = await berth.anAccount({ name: '-1 & Sons' });
const operator = await berth.aPerson({ groups: ['operators'] });
const { accountId, admin } = account;
const environment = await berth.anEnvironment(account, { name: '-2', maxConcurrentCalls: 5 });
const params = { accountId, environmentId: environment.id };
const references = ['=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK("x","y")', '=1,"2"'];
for (const [n, reference] of references.entries()) {
  done(await call('startCall', { as: environment.key, body: { id: `-${n}`, reference } }));
  done(await call('endCall', { as: environment.key, params: { callId: `-${n}` } }));
}
done(
  await call('setPlan', {
    as: operator.token,
    params: { accountId },
    body: { name: '-3', maxConcurrentCalls: 50 },
  }),
);
done(await call('editEnvironment', { as: admin.token, params, body: { paused: true } }));
await usage.caughtUp(environment.id);

const cellsOf = async (id: (typeof downloads)[number]): Promise<string[]> => {
  const { caller } = routes.find((row) => row.id === id) ?? {};
  const as = caller === 'machine' ? environment.key : caller === 'operator' ? operator.token : admin.token;
  const { status, text } = await send(sentAs(id, as, { params }));
  expect(status).toBe(200);
  return parse(text, { record_delimiter: '\r\n' }).slice(1).flat();
};

const downloads = routes.flatMap(({ id, download }) => (download === undefined ? [] : [id]));

test.each(downloads)('no cell of %s is a formula to a spreadsheet', async (id) => {
  const cells = await cellsOf(id);
  expect(cells.length).toBeGreaterThan(0);
  expect(cells.filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
});

test('escaped text is kept, with an apostrophe before it', async () => {
  const escaped = (cells: string[]) =>
    cells.filter((cell) => cell.startsWith("'")).map((cell) => cell.slice(1));
  expect(escaped(await cellsOf('exportCalls'))).toEqual(expect.arrayContaining([...references, '-0', '-1']));
  expect(escaped(await cellsOf('exportAuditEvents'))).toEqual(expect.arrayContaining(['-2']));
  expect(escaped(await cellsOf('exportUsageOfAll'))).toEqual(expect.arrayContaining(['-1 & Sons', '-3']));
});
