import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Name } from '../../format/name.tsx';
import { Phone } from '../../format/phone.tsx';
import { FailureAlert } from '../../parts/failure-alert.tsx';
import { To } from '../../place/page-link.tsx';
import { Empty } from '../../table/empty.tsx';
import { List } from '../../table/list.tsx';
import { Pager } from '../../table/pager.tsx';
import { pathOf } from '../accounts/account-columns.tsx';
import { GoesOn } from '../accounts/goes-on.tsx';
import type { Inspected } from '../inspected.ts';
import { useFound } from '../accounts/use-found.ts';

/** The account's telephone numbers that other accounts claim as well, and those accounts. */
export function ContestedNumbers({ account: { id, environments } }: { account: Inspected }) {
  const found = useFound({ operation: 'listContestedNumbers', params: { accountId: id } });
  const { rows, count, isSearching, error } = found;
  if (error !== null && rows === undefined) return <FailureAlert failure={error} onRetry={found.retry} />;
  return (
    <List
      items={rows ?? []}
      trackBy="numberId"
      loading={rows === undefined || (rows.length === 0 && isSearching)}
      loadingText="Comparing telephone numbers"
      name="Numbers that other accounts claim too"
      header={
        <Header variant="h2" description="Berth doesn't verify who owns a telephone number.">
          Numbers that other accounts claim too
        </Header>
      }
      empty={
        <Empty
          title={
            found.goOn === undefined ? 'No other account claims one of these numbers' : 'Nothing found so far'
          }
        />
      }
      pagination={count > 0 && <Pager {...found.pagination} />}
      footer={<GoesOn what="numbers" isSearching={isSearching && count > 0} goOn={found.goOn} />}
      columnDefinitions={[
        { id: 'number', header: 'Number', isRowHeader: true, cell: ({ e164 }) => <Phone e164={e164} /> },
        {
          id: 'environment',
          header: 'Environment',
          cell: ({ environmentId }) => {
            const environment = environments.find((one) => one.id === environmentId);
            return environment === undefined ? 'Deleted' : <Name text={environment.name} />;
          },
        },
        {
          id: 'others',
          header: 'Also claimed by',
          cell: ({ otherAccounts }) => (
            <SpaceBetween size="xxs">
              {otherAccounts.map((other) => (
                <To key={other.id} path={pathOf(other.id)}>
                  <Name text={other.name} />
                </To>
              ))}
            </SpaceBetween>
          ),
        },
      ]}
    />
  );
}
