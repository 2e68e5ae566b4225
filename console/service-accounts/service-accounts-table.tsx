import Button from '@cloudscape-design/components/button';
import { roleNames, useAccount } from '../account/account.ts';
import { Name } from '../format/name.tsx';
import { Ago, At, useNow } from '../format/time.tsx';
import { Empty } from '../table/empty.tsx';
import { ResourceTable } from '../table/resource-table.tsx';
import { useFindable } from '../table/use-findable.ts';
import { UserName } from '../users/user-name.tsx';
import { Expires } from './expires.tsx';
import { actions, type ServiceAccount, type ServiceAccountAction } from './service-account.ts';

interface Props {
  readonly onCreate: () => void;
  readonly onAction: (action: ServiceAccountAction, serviceAccount: ServiceAccount) => void;
}

export function ServiceAccountsTable({ onCreate, onAction }: Props) {
  const { id: accountId, name } = useAccount();
  const now = useNow(10_000);
  const list = useFindable({ operation: 'listServiceAccounts', params: { accountId } }, [
    'name',
    'masked',
    'id',
  ]);
  return (
    <ResourceTable
      name="Service accounts"
      list={list}
      empty={
        <Empty
          title={`${name} has no service accounts yet`}
          action={<Button onClick={onCreate}>Create the first service account</Button>}
        >
          For software that manages the account: a pipeline that promotes an agent, a script that sets limits.
          It does not depend on anyone&apos;s own login, so it keeps working when people leave.
        </Empty>
      }
      nameOf={(serviceAccount) => serviceAccount.name}
      actions={() => actions}
      whyNot={undefined}
      onAction={onAction}
      columns={[
        {
          id: 'name',
          header: 'Name',
          sortingField: 'name',
          isRowHeader: true,
          cell: (serviceAccount) => <Name text={serviceAccount.name} />,
        },
        { id: 'role', header: 'Role', sortingField: 'role', cell: ({ role }) => roleNames[role] },
        {
          id: 'expiresAt',
          header: 'Expires',
          sortingField: 'expiresAt',
          cell: (serviceAccount) => <Expires of={serviceAccount} now={now} />,
        },
        {
          id: 'lastUsedAt',
          header: 'Last used',
          sortingField: 'lastUsedAt',
          cell: ({ lastUsedAt }) => (lastUsedAt === null ? 'Never' : <Ago time={lastUsedAt} now={now} />),
        },
        { id: 'masked', header: 'Secret', from: 'medium', cell: ({ masked }) => <code>{masked}</code> },
        {
          id: 'createdBy',
          header: 'Created by',
          from: 'medium',
          cell: ({ createdBy }) => <UserName id={createdBy} />,
        },
        {
          id: 'createdAt',
          header: 'Created At',
          from: 'wide',
          sortingField: 'createdAt',
          cell: ({ createdAt }) => <At time={createdAt} />,
        },
      ]}
    />
  );
}
