import { randomUUID } from 'node:crypto';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { changeCounts } from '../../lib/accounts/counts.ts';
import type { EventId } from '../../lib/api/schemas/ids.ts';
import { newMembership } from '../../lib/members/new-membership.ts';
import { newId } from '../../lib/clock.ts';
import { newEnvironment } from '../../lib/environments/new-environment.ts';
import { keys } from '../../lib/table/keys.ts';
import { transact } from '../../lib/table/transact.ts';
import { interleaved } from '../measure/rounds.ts';
import { ratio, spread, type Spread } from '../measure/statistics.ts';
import { progress } from '../report/progress.ts';
import type { BenchBerth } from '../world/berth.ts';
import { anAccount, type BenchAccount } from './account.ts';

const ADMINS = 64;
/** Fewer than an account may have, so that no timed request is a refusal. */
const CREATED = 39;
const PLAN = 40;

export interface ManyAdmins {
  /** A second, all 64 together. */
  readonly creates: Spread;
  readonly edits: Spread;
  readonly puts: Spread;
  /** Only the transactions of a creation: no HTTP layer, no read of the membership, no check of the input. */
  readonly transactions: Spread;
  /** Against the raw put, round by round. */
  readonly createRatio: Spread;
  readonly editRatio: Spread;
  readonly transactionRatio: Spread;
  /** The calls that environments hold beyond the plan when 64 admins request more than there are. */
  readonly beyondPlan: number;
}

/** 64 admins who change one account at the same moment, against 64 clients who put an item each, with nothing around it. */
export async function manyAdmins(bench: BenchBerth, rounds: number): Promise<ManyAdmins> {
  progress(`scale: ${ADMINS} admins sign in`);
  const admins = await Promise.all(
    Array.from({ length: ADMINS }, () => bench.identity.issueToken({ email: `${randomUUID()}@example.com` })),
  );
  const tokens = admins.map(({ accessToken }) => accessToken);
  const withAdmins = async (plan: number): Promise<BenchAccount> => {
    const account = await anAccount(bench, plan);
    for (const token of tokens) {
      const person = await bench.context.people.identify(token);
      await transact(bench.context.table, newMembership(account.id, person, 'admin', bench.context.clock));
    }
    return account;
  };
  const create = (account: BenchAccount, n: number) =>
    bench.call('createEnvironment', {
      as: tokens[n % ADMINS] ?? '',
      params: { accountId: account.id },
      body: { name: `environment-${n}`, maxConcurrentCalls: 1 },
    });

  const created = new Map<number, { account: BenchAccount; ids: string[] }>();
  for (let round = 0; round < rounds; round += 1) {
    progress(`scale: an account with ${ADMINS} admins`);
    created.set(round, { account: await withAdmins(10_000), ids: [] });
  }
  const bare = await withAdmins(10_000);
  const { put, transactions, creates, edits } = await interleaved('scale: 64 admins at once', rounds, {
    put: () => rate(CREATED, (n) => rawPut(bench, n)),
    transactions: async (round) => {
      if (round > 0) await emptied(bench, bare);
      return rate(CREATED, (n) => transactionAlone(bench, bare, `environment-${round}-${n}`));
    },
    creates: async (round) => {
      const { account, ids } = created.get(round) as { account: BenchAccount; ids: string[] };
      return rate(CREATED, async (n) => {
        const { status, body } = await create(account, n);
        if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
        ids.push(body.environment.id);
      });
    },
    edits: async (round) => {
      // The environments of the round before, because the first contestant changes from round to round.
      const { account, ids } = created.get(Math.max(0, round - 1)) as {
        account: BenchAccount;
        ids: string[];
      };
      if (ids.length === 0) return Number.NaN;
      return rate(ids.length, (n) =>
        bench.done('editEnvironment', {
          as: tokens[n % ADMINS] ?? '',
          params: { accountId: account.id, environmentId: ids[n] ?? '' },
          body: { maxConcurrentCalls: 2 + round },
        }),
      );
    },
  });

  const tight = await withAdmins(PLAN);
  await Promise.all(Array.from({ length: ADMINS }, (_, n) => create(tight, n)));
  const { environments } = await bench.done('getConcurrency', {
    as: tight.admin,
    params: { accountId: tight.id },
  });
  const held = (environments as { allocatedConcurrentCalls: number }[]).reduce(
    (sum, { allocatedConcurrentCalls }) => sum + allocatedConcurrentCalls,
    0,
  );
  const known = edits.flatMap((edit, round) => (Number.isNaN(edit) ? [] : [{ edit, put: put[round] ?? 0 }]));
  return {
    creates: spread(creates),
    edits: spread(known.map(({ edit }) => edit)),
    puts: spread(put),
    transactions: spread(transactions),
    transactionRatio: ratio(transactions, put),
    createRatio: ratio(creates, put),
    editRatio: ratio(
      known.map(({ edit }) => edit),
      known.map((pair) => pair.put),
    ),
    beyondPlan: Math.max(0, held - PLAN),
  };
}

/** Runs all at once. @returns how many were done in a second */
async function rate(count: number, run: (n: number) => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await Promise.all(Array.from({ length: count }, (_, n) => run(n)));
  return (count / (performance.now() - begin)) * 1000;
}

/** What creating an environment writes, in one transaction. */
async function transactionAlone(
  { context: { table, clock } }: BenchBerth,
  { id: accountId, adminId }: BenchAccount,
  name: string,
): Promise<void> {
  const { environment, writes } = newEnvironment(
    { accountId, name, maxConcurrentCalls: 1 },
    { createdBy: adminId },
    clock,
  );
  const counts = changeCounts(accountId, { calls: 1, environments: 1, visible: 1 }, environment.createdAt);
  const event = newId<EventId>('evt', clock);
  const audit = {
    ...keys.event(accountId, event),
    id: event,
    action: 'environment.created',
    after: { name },
  };
  await transact(table, [...writes, counts, { Put: { Item: audit } }]);
}

/** Makes the account forget how many environments it has, so that it can get as many again. */
async function emptied({ context: { table } }: BenchBerth, { id }: BenchAccount): Promise<void> {
  await table.documents.send(
    new UpdateCommand({
      TableName: table.name,
      Key: keys.account(id),
      UpdateExpression: 'SET environmentCount = :one',
      ExpressionAttributeValues: { ':one': 1 },
    }),
  );
}

/** An item as large as an environment's. */
async function rawPut({ context: { table } }: BenchBerth, n: number): Promise<unknown> {
  const Item = { pk: `RAW#${randomUUID()}`, sk: 'RAW', filler: 'x'.repeat(500), n };
  return table.documents.send(new PutCommand({ TableName: table.name, Item }));
}
