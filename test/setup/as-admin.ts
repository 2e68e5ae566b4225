import type { TestAccount } from './berth.ts';

type Params = Readonly<Record<string, string>>;
type Account = Pick<TestAccount, 'accountId' | 'admin'>;

/** The sender and the path parameters of a request by the account's Admin. @param more other path parameters */
export const asAdmin = <More extends Params = Record<never, string>>(
  { accountId, admin }: Account,
  more: More = {} as More,
) => ({ as: admin.token, params: { accountId, ...more } });

/** The same for a request about one of the account's environments. */
export const inEnvironment = <More extends Params = Record<never, string>>(
  account: Account,
  environmentId: string,
  more: More = {} as More,
) => asAdmin(account, { environmentId, ...more });
