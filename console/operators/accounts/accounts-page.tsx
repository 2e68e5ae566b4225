import Button from '@cloudscape-design/components/button';
import { List } from '../../table/list.tsx';
import { figure } from '../../format/figure.ts';
import { Page } from '../../frame/page.tsx';
import { FailureAlert } from '../../parts/failure-alert.tsx';
import { oneOf, useAddressQuery } from '../../place/query.ts';
import { Empty } from '../../table/empty.tsx';
import { Pager } from '../../table/pager.tsx';
import { columnDefinitions } from './account-columns.tsx';
import { ANY, Filters, statuses } from './account-filters.tsx';
import { ExportUsage } from './export-usage.tsx';
import { GoesOn } from './goes-on.tsx';
import { useFound } from './use-found.ts';

/** All accounts of the platform, for operators. */
export function AccountsPage() {
  const [asked, change] = useAddressQuery();
  const text = asked('find') ?? '';
  const status = oneOf(asked('status'), statuses);
  const isFiltered = text.trim() !== '' || status !== ANY;
  const found = useFound({
    operation: 'findAccounts',
    query: { ...(text.trim() !== '' && { query: searched(text.trim()) }), ...(status !== ANY && { status }) },
  });
  const { rows, count, hasMore, isSearching, error } = found;
  return (
    <Page
      title="All accounts"
      description="Every account on this platform, oldest first."
      actions={<ExportUsage />}
    >
      {error !== null && <FailureAlert failure={error} onRetry={found.retry} />}
      {(error === null || rows !== undefined) && (
        <List
          items={rows ?? []}
          trackBy="id"
          loading={rows === undefined || (rows.length === 0 && isSearching)}
          loadingText="Looking for accounts"
          name="Accounts"
          filter={
            <Filters
              text={text}
              status={status}
              countText={
                isFiltered && rows !== undefined ? `${figure(count)}${hasMore ? ' or more' : ''} found` : ''
              }
              onChange={change}
            />
          }
          empty={
            found.goOn === undefined && isFiltered ? (
              <Empty
                title="No account matches"
                action={<Button onClick={() => change({ find: '', status: '' })}>Show all accounts</Button>}
              >
                Search by a part of the name, or by the whole ID, email address of a user, or telephone
                number.
              </Empty>
            ) : (
              <Empty
                title={found.goOn === undefined ? 'There are no accounts yet' : 'Nothing found so far'}
              />
            )
          }
          pagination={<Pager {...found.pagination} />}
          footer={<GoesOn what="accounts" isSearching={isSearching && count > 0} goOn={found.goOn} />}
          columnDefinitions={columnDefinitions}
        />
      )}
    </Page>
  );
}

/** A telephone number is found with any grouping of its digits. */
const searched = (text: string): string =>
  /^\+[\d\s()./-]+$/.test(text) ? text.replace(/[^+\d]/g, '') : text;
