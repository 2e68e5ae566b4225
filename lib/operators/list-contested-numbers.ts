import pMap from 'p-map';
import { readAccount, statusOf, type AccountItem } from '../accounts/account.ts';
import type { operators } from '../api/routes/operators.ts';
import { Problem } from '../api/problem.ts';
import { EnvironmentId, NumberId, type AccountId } from '../api/schemas/ids.ts';
import { readEnvironments, readDeletedEnvironments } from '../environments/environment.ts';
import type { NumberItem, TelephoneNumberItem } from '../numbers/number.ts';
import type { UseCase } from '../request.ts';
import { cursorAt, positionIn } from '../table/cursor.ts';
import { keys } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { query, readMany, type Table } from '../table/table.ts';

/** How many of an account's numbers one request checks. */
const LOOKED_AT = 200;
/** How many of the other accounts that claim a number are listed. */
const OTHERS = 10;
/** How many numbers' claims are read at once. */
const AT_ONCE = 16;

interface PlacedNumber {
  readonly environmentId: EnvironmentId;
  readonly numberId: NumberId;
  readonly e164: string;
}

/** Lists those of an account's telephone numbers that other accounts claim too, also in environments that can be restored. */
export const listContestedNumbers: UseCase<(typeof operators)['listContestedNumbers']> = async (
  { params, query: { limit, cursor } },
  { table },
) => {
  const { id } = await readAccount(table, params.accountId);
  const list = `contested numbers ${id}`;
  const after = cursor === undefined ? undefined : placeAt(positionIn(cursor, list));
  const { numbers, more } = await numbersOf(id, after, table);
  const looked = await pMap(
    numbers,
    async (number) => ({ number, others: await otherClaimants(number.e164, id, table) }),
    { concurrency: AT_ONCE },
  );
  const contested = looked.filter(({ others }) => others.length > 0);
  const shown = contested.slice(0, limit);
  const last = contested.length > limit ? shown.at(-1)?.number : more ? numbers.at(-1) : undefined;
  const summaries = await summariesOf(new Set(shown.flatMap(({ others }) => others)), table);
  return {
    body: {
      items: shown.map(({ number, others }) => ({
        ...number,
        otherAccounts: others.flatMap((other) => summaries.get(other) ?? []),
      })),
      nextCursor: last === undefined ? null : cursorAt(`${last.environmentId} ${last.numberId}`, list),
    },
  };
};

/** @throws invalid_cursor */
function placeAt(position: string): Omit<PlacedNumber, 'e164'> {
  const [environment, number] = position.split(' ');
  const environmentId = EnvironmentId.safeParse(environment);
  const numberId = NumberId.safeParse(number);
  if (!environmentId.success || !numberId.success) throw new Problem('invalid_cursor');
  return { environmentId: environmentId.data, numberId: numberId.data };
}

/** Some of an account's numbers after one of them, and whether there may be more. */
async function numbersOf(
  account: AccountId,
  after: Omit<PlacedNumber, 'e164'> | undefined,
  table: Table,
): Promise<{ numbers: PlacedNumber[]; more: boolean }> {
  const environments = await Promise.all([
    readEnvironments(table, account),
    readDeletedEnvironments(table, account),
  ]);
  const ids = [...new Set(environments.flat().map(({ id }) => id))].toSorted();
  const numbers: PlacedNumber[] = [];
  for (const environmentId of ids) {
    if (after !== undefined && environmentId < after.environmentId) continue;
    const { items, last } = await query<NumberItem>(table, ranges.numbers(environmentId), {
      limit: LOOKED_AT - numbers.length,
      ...(environmentId === after?.environmentId && { after: keys.number(environmentId, after.numberId).sk }),
    });
    numbers.push(...items.map(({ id: numberId, e164 }) => ({ environmentId, numberId, e164 })));
    if (last !== undefined || numbers.length === LOOKED_AT) return { numbers, more: true };
  }
  return { numbers, more: false };
}

async function otherClaimants(e164: string, account: AccountId, table: Table): Promise<AccountId[]> {
  const { items } = await query<TelephoneNumberItem>(table, ranges.claimsTo(e164), { limit: OTHERS + 1 });
  return items.flatMap(({ accountId }) => (accountId === account ? [] : [accountId])).slice(0, OTHERS);
}

async function summariesOf(accounts: ReadonlySet<AccountId>, table: Table) {
  const found = await readMany<AccountItem>(table, [...accounts].map(keys.account));
  return new Map(
    found.map((account) => [account.id, { id: account.id, name: account.name, status: statusOf(account) }]),
  );
}
