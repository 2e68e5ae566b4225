import { randomUUID } from 'node:crypto';
import { meter } from '../../bench/measure/meter.ts';
import { reconcileAccount } from '../../lib/background/reconcile.ts';
import { tendAccount } from '../../lib/background/tend-account.ts';
import { dueAt } from '../../lib/due/due.ts';
import { keys } from '../../lib/table/keys.ts';
import type { Item } from '../../lib/table/table.ts';
import { putAll } from '../reliability/table-copy.ts';
import { aBerth, asAdmin, done, type TestAccount } from '../setup/berth.ts';

const berth = await aBerth();
const { call, context } = berth;
const counter = meter(context.table.documents, process.env['DYNAMODB_ENDPOINT'] ?? '');
const operator = await berth.aPerson({ groups: ['operators'] });

const FORMERS = 300;

/** Everything that reads all members of an account. */
const reads = {
  'an invitation': (account: TestAccount) =>
    call('createInvitation', {
      ...asAdmin(account),
      body: { email: 'guest@example.com', role: 'member' },
    }).then(done),
  'an operator’s look': ({ accountId }: TestAccount) =>
    call('inspectAccount', { as: operator.token, params: { accountId } }).then(done),
  'the list of users': (account: TestAccount) => call('listUsers', asAdmin(account)).then(done),
  'the reconciler’s look': async ({ accountId }: TestAccount) =>
    expect(
      await reconcileAccount(accountId, { requestId: 'look' }, context, {
        dryRun: false,
        thorough: false,
      }),
    ).toEqual([]),
  'the sweeper’s look': async ({ accountId }: TestAccount) => {
    const at = dueAt(context.clock.now());
    const id = accountId;
    const row = { ...keys.accountDue(id, at), accountId: id, what: 'account', dueAt: at } as const;
    await tendAccount(row, { requestId: 'look', budget: { left: 1_000 } }, context);
  },
};

async function costs(account: TestAccount): Promise<Record<string, number>> {
  const units: Record<string, number> = {};
  for (const [name, read] of Object.entries(reads))
    units[name] = (await counter.costOfAll(() => read(account))).readUnits;
  return units;
}

/** One person is removed, and what that leaves is there for many more. */
async function withFormers(account: TestAccount): Promise<void> {
  const person = await berth.aMember(account);
  done(await call('removeUser', asAdmin(account, { userId: person.userId })));
  const left = (await berth.items()).filter(
    ({ userId, removedAt, what }) => userId === person.userId && (removedAt ?? what) !== undefined,
  );
  expect(left).not.toEqual([]);
  const copies = Array.from({ length: FORMERS - 1 }, () =>
    left.map((item) => JSON.parse(JSON.stringify(item).replaceAll(person.userId, randomUUID())) as Item),
  );
  await putAll(context.table, copies.flat());
}

test('hundreds of former members cost the reads of an account not one read unit', async () => {
  const [none, many] = [await berth.anAccount(), await berth.anAccount()];
  await withFormers(many);
  const { items } = done(await call('listUsers', asAdmin(many)));
  expect(items).toHaveLength(1);
  expect(await costs(many)).toEqual(await costs(none));
});
