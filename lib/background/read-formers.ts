import type { AccountId } from '../api/schemas/ids.ts';
import type { FormerMemberItem } from '../auth/membership.ts';
import { keys } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { readMany, readRange, type Table } from '../table/table.ts';

/** The former members of an account, and those of them whom nobody would forget, because their due row is lost. */
export interface Formers {
  readonly formers: readonly FormerMemberItem[];
  readonly lostFormers: readonly FormerMemberItem[];
}

/** What is not read is not found damaged. */
export const unread: Formers = { formers: [], lostFormers: [] };

/** There may be any number of them, so this is done only on request: see `thorough`. */
export async function readFormers(account: AccountId, table: Table): Promise<Formers> {
  const formers = await readRange<FormerMemberItem>(table, ranges.formerMembers(account));
  const filed = formers.flatMap(({ userId, forgetAt }) =>
    forgetAt === undefined ? [] : [keys.formerDue(account, userId, forgetAt)],
  );
  const found = new Set((await readMany<{ sk: string }>(table, filed)).map(({ sk }) => sk));
  const isLost = ({ userId, forgetAt }: FormerMemberItem) =>
    forgetAt !== undefined && !found.has(keys.formerDue(account, userId, forgetAt).sk);
  return { formers, lostFormers: formers.filter(isLost) };
}
