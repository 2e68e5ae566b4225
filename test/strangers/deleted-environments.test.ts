import { limits } from '../../lib/api/limits.ts';
import { aBerth, done, type TestAccount } from '../setup/berth.ts';

const berth = await aBerth();
const { call } = berth;

const inAccount = ({ accountId, admin }: TestAccount) => ({ as: admin.token, params: { accountId } });
const reads = {
  'the account': (account: TestAccount) => call('getAccount', inAccount(account)),
  'its environments': (account: TestAccount) => call('listEnvironments', inAccount(account)),
  'its concurrency': (account: TestAccount) => call('getConcurrency', inAccount(account)),
  'its usage': (account: TestAccount) => call('getAccountUsage', inAccount(account)),
  'its usage by the day': (account: TestAccount) =>
    call('getAccountUsage', { ...inAccount(account), query: { granularity: 'day' } }),
  'its usage as a file': (account: TestAccount) => call('exportAccountUsage', inAccount(account)),
};

async function costs(account: TestAccount): Promise<Record<string, string[]>> {
  const asked: Record<string, string[]> = {};
  for (const [name, read] of Object.entries(reads))
    asked[name] = await berth.requestsOf(async () => expect((await read(account)).status).toBe(200));
  return asked;
}

test('the largest number of deleted environments costs the reads of an account no request more than none', async () => {
  const [none, many] = [await berth.anAccount(), await berth.anAccount()];
  for (let n = 0; n < limits.restorableEnvironments; n += 1) {
    const { id } = await berth.anEnvironment(many);
    const params = { accountId: many.accountId, environmentId: id };
    expect(await call('deleteEnvironment', { as: many.admin.token, params })).toMatchObject({ status: 204 });
  }
  const { items } = done(
    await call('listEnvironments', {
      ...inAccount(many),
      query: { status: 'deleted', limit: limits.pageItems },
    }),
  );
  expect(items).toHaveLength(limits.restorableEnvironments);
  expect(await costs(many)).toEqual(await costs(none));
});
