import type { serviceAccounts } from '../api/routes/service-accounts.ts';
import type { UseCase } from '../request.ts';
import { pageOf } from '../table/page.ts';
import { readServiceAccounts, serviceAccountView } from './service-account.ts';

/** Lists the service accounts of an account in the order of their creation. */
export const listServiceAccounts: UseCase<(typeof serviceAccounts)['listServiceAccounts']> = async (
  { params, query },
  { table },
) => {
  const item = await readServiceAccounts(table, params.accountId);
  const all = Object.values(item?.serviceAccounts ?? {}).toSorted((one, other) =>
    one.id < other.id ? -1 : 1,
  );
  const page = pageOf(all, ({ id }) => id, `service accounts ${params.accountId}`, query);
  return { body: { ...page, items: page.items.map((one) => serviceAccountView(one, item?.uses[one.id])) } };
};
