import { cursorAt } from '../../lib/table/cursor.ts';
import { aBerth, asAdmin, done, inEnvironment } from '../setup/berth.ts';
import { everyItem } from '../setup/every-item.ts';
import { aTelephoneNumber } from '../setup/resources.ts';

const berth = await aBerth();
const { call } = berth;
const { token: as } = await berth.aPerson({ groups: ['operators'] });

/** An account with one environment that has these numbers. */
async function claiming(name: string, ...numbers: string[]) {
  const account = await berth.anAccount({ name });
  const environment = await berth.anEnvironment(account, { maxConcurrentCalls: 1 });
  for (const e164 of numbers) done(await call('createNumber', { as: environment.key, body: { e164 } }));
  return { ...account, environment };
}
type Claimant = Awaited<ReturnType<typeof claiming>>;

const contested = async (
  { accountId }: Pick<Claimant, 'accountId'>,
  query: { limit?: number; cursor?: string } = {},
) => done(await call('listContestedNumbers', { as, params: { accountId }, query }));

const [shared, popular, own] = [aTelephoneNumber(), aTelephoneNumber(), aTelephoneNumber()];
const one = await claiming('One', own, shared, popular);
const two = await claiming('Two', shared);
const crowd: Claimant[] = [];
for (let index = 0; index < 11; index += 1) crowd.push(await claiming(`Of the crowd ${index}`, popular));

test('an operator sees which numbers of an account others also claim, and who, but not uncontested ones', async () => {
  const { items, nextCursor } = await contested(one);
  const at = { environmentId: one.environment.id, numberId: expect.stringMatching(/^num_/) };
  expect(items).toEqual([
    { ...at, e164: shared, otherAccounts: [{ id: two.accountId, name: 'Two', status: 'active' }] },
    { ...at, e164: popular, otherAccounts: expect.anything() },
  ]);
  expect(items[1]?.otherAccounts.map(({ id }) => id)).toEqual(
    crowd.slice(0, 10).map(({ accountId }) => accountId),
  );
  expect(nextCursor).toBeNull();
  expect((await contested(two)).items.map(({ otherAccounts }) => otherAccounts[0]?.id)).toEqual([
    one.accountId,
  ]);
});

test('all accounts that claim a number are found by it, page by page', async () => {
  const found = await everyItem(5, async (page) =>
    done(await call('findAccounts', { as, query: { query: popular, ...page } })),
  );
  expect(found.map(({ id }) => id)).toEqual([one, ...crowd].map(({ accountId }) => accountId));
});

test('contested numbers come page by page, include restorable environments, and exclude deleted numbers', async () => {
  const numbers = [aTelephoneNumber(), aTelephoneNumber(), aTelephoneNumber()];
  const many = await claiming('Many', numbers[0] as string);
  const second = await berth.anEnvironment(many, { maxConcurrentCalls: 1 });
  for (const e164 of numbers.slice(1)) done(await call('createNumber', { as: second.key, body: { e164 } }));
  const rival = await claiming('Rival', ...numbers);
  expect((await call('deleteEnvironment', inEnvironment(many, many.environment.id))).status).toBe(204);

  const items = await everyItem(2, (page) => contested(many, page));
  expect(items.map(({ e164 }) => e164)).toEqual(numbers);

  const listed = done(await call('listNumbers', { as: rival.environment.key })).items;
  for (const { id } of listed)
    expect((await call('deleteNumber', { as: rival.environment.key, params: { numberId: id } })).status).toBe(
      204,
    );
  expect(await contested(many)).toEqual({ items: [], nextCursor: null });
});

test('a cursor that is made up or belongs to another account is refused', async () => {
  const { accountId } = one;
  const { nextCursor } = await contested(one, { limit: 1 });
  const madeUp = [
    cursorAt('env_x num_y', `contested numbers ${accountId}`),
    cursorAt('x'.repeat(1000), `contested numbers ${accountId}`),
  ];
  for (const cursor of madeUp)
    expect(
      await call('listContestedNumbers', { as, params: { accountId }, query: { cursor } }),
    ).toMatchObject({ status: 400 });
  const params = { accountId: two.accountId };
  const query = { cursor: nextCursor ?? '' };
  expect(await call('listContestedNumbers', { as, params, query })).toMatchObject({ status: 400 });
  const inSearch = { query: popular, cursor: cursorAt('x'.repeat(1020), `accounts ${popular} `) };
  expect(await call('findAccounts', { as, query: inSearch })).toMatchObject({ status: 400 });
});

test('the account itself is told nothing about contested numbers', async () => {
  const answer = await call('listContestedNumbers', asAdmin(one));
  expect(answer).toBeRefused(403, 'operator_required');
});
