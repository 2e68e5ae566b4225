import { E164 } from '../api/routes/resources/numbers.ts';
import { AccountId } from '../api/schemas/ids.ts';
import type { AccountOfUserItem } from '../accounts/account.ts';
import type { Context } from '../context.ts';
import type { TelephoneNumberItem } from '../numbers/number.ts';
import { keys } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { query, readMany } from '../table/table.ts';

/** The accounts that a text identifies in another way than by their names. */
export interface NamedAccounts {
  /** Some of these accounts in the order of their ids, after a given one. */
  readonly some: (after: AccountId | undefined, limit: number) => Promise<AccountId[]>;
  /** Which of these accounts are among them. */
  readonly among: (accounts: readonly AccountId[]) => Promise<ReadonlySet<AccountId>>;
}

/**
 * By an id, by the address of a user, or by a telephone number that they claim.
 * @returns undefined for any other text
 */
export async function namedAccounts(text: string, context: Context): Promise<NamedAccounts | undefined> {
  const id = AccountId.safeParse(text);
  if (id.success) return these([id.data]);
  if (text.includes('@')) return accountsOf(text, context);
  return E164.safeParse(text).success ? claimantsOf(text, context) : undefined;
}

function these(accounts: readonly AccountId[]): NamedAccounts {
  const all = new Set(accounts.toSorted());
  return {
    some: async (after, limit) => [...all].filter((id) => after === undefined || id > after).slice(0, limit),
    among: async () => all,
  };
}

async function accountsOf(email: string, { table, usersOf }: Context): Promise<NamedAccounts> {
  const users = await usersOf(email);
  return {
    async some(after, limit) {
      const found = await Promise.all(
        users.map((user) =>
          query<AccountOfUserItem>(table, ranges.accountsOfUser(user), {
            limit,
            ...(after !== undefined && { after: keys.accountOfUser(user, after).sk }),
          }),
        ),
      );
      const ids = new Set(found.flatMap(({ items }) => items.map(({ accountId }) => accountId)));
      return [...ids].toSorted().slice(0, limit);
    },
    async among(accounts) {
      const wanted = users.flatMap((user) => accounts.map((id) => keys.accountOfUser(user, id)));
      const found = await readMany<AccountOfUserItem>(table, wanted);
      return new Set(found.map(({ accountId }) => accountId));
    },
  };
}

const claimantsOf = (e164: string, { table }: Context): NamedAccounts => ({
  async some(after, limit) {
    const behind = after === undefined ? {} : { after: keys.telephoneNumber(e164, after).sk };
    const { items } = await query<TelephoneNumberItem>(table, ranges.claimsTo(e164), { limit, ...behind });
    return items.map(({ accountId }) => accountId);
  },
  async among(accounts) {
    const claims = accounts.map((id) => keys.telephoneNumber(e164, id));
    const found = await readMany<TelephoneNumberItem>(table, claims);
    return new Set(found.map(({ accountId }) => accountId));
  },
});
