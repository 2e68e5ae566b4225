import { limits } from '../../lib/api/limits.ts';
import { aBerth, asAdmin, done, inEnvironment, type TestAccount } from '../setup/berth.ts';

const berth = await aBerth();
const { call } = berth;

const reads = {
  'the account': (account: TestAccount) => call('getAccount', asAdmin(account)),
  'its environments': (account: TestAccount) => call('listEnvironments', asAdmin(account)),
  'its concurrency': (account: TestAccount) => call('getConcurrency', asAdmin(account)),
  'its usage': (account: TestAccount) => call('getAccountUsage', asAdmin(account)),
  'its usage by the day': (account: TestAccount) =>
    call('getAccountUsage', { ...asAdmin(account), query: { granularity: 'day' } }),
  'its usage as a file': (account: TestAccount) => call('exportAccountUsage', asAdmin(account)),
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
    expect(await call('deleteEnvironment', inEnvironment(many, id))).toMatchObject({ status: 204 });
  }
  const { items } = done(
    await call('listEnvironments', {
      ...asAdmin(many),
      query: { status: 'deleted', limit: limits.pageItems },
    }),
  );
  expect(items).toHaveLength(limits.restorableEnvironments);
  expect(await costs(many)).toEqual(await costs(none));
});
