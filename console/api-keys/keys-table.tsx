import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { List } from '../table/list.tsx';
import { useSorted } from '../table/sorting/use-sorted.ts';
import type { useList } from '../api/use-api.ts';
import { Empty } from '../table/empty.tsx';
import { RowMenu } from '../table/row-menu.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { Ago, At, FromNow, useNow } from '../format/time.tsx';
import { useHome } from '../resources/home.tsx';
import { UserName } from '../users/user-name.tsx';
import type { ApiKey } from './api-key.ts';

interface Props {
  readonly keys: ReturnType<typeof useList<'listApiKeys'>>;
  readonly onRevoke: (key: ApiKey) => void;
}

/** Newest first: the one that software should use. */
export function KeysTable({ keys: { data, error, refetch }, onRevoke }: Props) {
  const { environment, whyNot } = useHome();
  const now = useNow(10_000);
  const sorted = useSorted(
    data?.toSorted((one, other) => other.createdAt.localeCompare(one.createdAt)) ?? [],
  );
  if (error !== null && data === undefined)
    return <FailureAlert failure={error} onRetry={() => void refetch()} />;
  return (
    <List
      {...sorted}
      trackBy="id"
      loading={data === undefined}
      loadingText="Loading the API keys"
      name="API keys"
      empty={
        <Empty title="No active key">
          Nothing can start calls in {environment.name}. Rotate the API key to make a new one.
        </Empty>
      }
      columnDefinitions={[
        {
          id: 'masked',
          header: 'Key',
          sortingField: 'masked',
          isRowHeader: true,
          cell: ({ masked }: ApiKey) => <code>{masked}</code>,
        },
        { id: 'state', header: 'Status', cell: (key: ApiKey) => <State of={key} /> },
        {
          id: 'createdAt',
          header: 'Created At',
          from: 'medium',
          sortingField: 'createdAt',
          cell: ({ createdAt }: ApiKey) => <At time={createdAt} />,
        },
        {
          id: 'createdBy',
          header: 'Created by',
          from: 'medium',
          cell: ({ createdBy }: ApiKey) => <UserName id={createdBy} />,
        },
        {
          id: 'lastUsedAt',
          header: 'Last used',
          sortingField: 'lastUsedAt',
          cell: ({ lastUsedAt }: ApiKey) =>
            lastUsedAt === null ? 'Never' : <Ago time={lastUsedAt} now={now} />,
        },
        {
          id: 'expiresAt',
          header: 'Expires',
          sortingField: 'expiresAt',
          cell: ({ expiresAt }: ApiKey) =>
            expiresAt === null ? 'No expiry' : <FromNow time={expiresAt} now={now} />,
        },
        {
          id: 'actions',
          header: 'Actions',
          cell: (key: ApiKey) => (
            <RowMenu
              label={key.masked}
              actions={[{ id: 'revoke', text: 'Revoke', destructive: true, whyNot }]}
              onChoose={() => onRevoke(key)}
            />
          ),
        },
      ]}
    />
  );
}

const State = ({ of: { expiresAt } }: { of: ApiKey }) =>
  expiresAt === null ? (
    <StatusIndicator type="success">Active</StatusIndicator>
  ) : (
    <StatusIndicator type="warning">Being replaced</StatusIndicator>
  );
