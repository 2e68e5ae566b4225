import { setTimeout as pause } from 'node:timers/promises';
import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import type { AccountOfUserItem } from '../accounts/account.ts';
import { UserId } from '../api/schemas/ids.ts';
import type { MembershipItem } from '../auth/membership.ts';
import { keys } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { query, readMany } from '../table/table.ts';
import type { Context } from '../context.ts';

/**
 * Cognito accepts an answer of a few thousand characters, and a token travels in a header: `GET /v1/me` returns them
 * all.
 */
const MAX_ACCOUNTS = 25;

/** Cognito waits five seconds for its trigger; a request to the table that hangs would be retried for longer. */
const PATIENCE_MS = 2_000;

/**
 * The claims of an access token besides Cognito's own: email and name, which the API relies on, and the accounts with
 * the role in each, which are only for clients and the console to read.
 */
export async function tokenClaims(
  { userName, request: { userAttributes } }: PreTokenGenerationV2TriggerEvent,
  context: Pick<Context, 'table' | 'log'>,
): Promise<Record<string, unknown>> {
  const { sub = userName, email, email_verified: verified, name } = userAttributes;
  const accounts = await Promise.race([accountsOf(sub, context.table), tooLate()]).catch(
    (thrown: unknown) => {
      // People can sign in without this claim.
      context.log({ level: 'warn', message: 'no roles in a token', error: String(thrown) });
      return [];
    },
  );
  return { email, email_verified: verified === 'true', name, accounts };
}

async function tooLate(): Promise<never> {
  await pause(PATIENCE_MS, undefined, { ref: false });
  throw new Error('the table did not answer in time');
}

async function accountsOf(sub: string, table: Context['table']): Promise<{ id: string; role: string }[]> {
  const userId = UserId.parse(sub);
  const { items: accounts } = await query<AccountOfUserItem>(table, ranges.accountsOfUser(userId), {
    limit: MAX_ACCOUNTS,
  });
  const memberships = await readMany<MembershipItem>(
    table,
    accounts.map(({ accountId }) => keys.member(accountId, userId)),
  );
  return memberships
    .map(({ accountId, role }) => ({ id: accountId, role }))
    .toSorted((one, other) => one.id.localeCompare(other.id));
}
