import { useCollection } from '@cloudscape-design/collection-hooks';
import Badge from '@cloudscape-design/components/badge';
import Header from '@cloudscape-design/components/header';
import { List } from '../table/list.tsx';
import TextFilter from '@cloudscape-design/components/text-filter';
import { roleNames, useAccount, useWhyNot } from '../account/account.ts';
import { useAddressQuery } from '../place/query.ts';
import { lookEvery } from '../api/look-every.ts';
import { useList } from '../api/use-api.ts';
import { Pager } from '../table/pager.tsx';
import { RowMenu } from '../table/row-menu.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { Name as NameText } from '../format/name.tsx';
import { At } from '../format/time.tsx';
import { ONLY_ADMIN, type Open, type User } from './open.ts';

export function UsersTable({ onOpen }: { onOpen: (open: Open) => void }) {
  const account = useAccount();
  const [asked] = useAddressQuery();
  const {
    data: users,
    error,
    refetch,
  } = useList({ operation: 'listUsers', params: { accountId: account.id } }, { every: lookEvery.edits });
  const { items, filterProps, filteredItemsCount, paginationProps, collectionProps } = useCollection(
    users ?? [],
    {
      filtering: {
        fields: ['name', 'email', 'userId'],
        defaultFilteringText: asked('find') ?? '',
        empty: 'No users',
        noMatch: 'No user matches.',
      },
      pagination: { pageSize: 25 },
      sorting: { defaultState: { sortingColumn: { sortingField: 'name' } } },
    },
  );
  const admins = users?.filter(({ role }) => role === 'admin') ?? [];
  const isOnlyAdmin = ({ role }: User) => role === 'admin' && admins.length === 1;
  if (error !== null && users === undefined)
    return <FailureAlert failure={error} onRetry={() => void refetch()} />;
  return (
    <List
      {...collectionProps}
      items={items}
      trackBy="userId"
      loading={users === undefined}
      loadingText="Loading the users"
      name="Users"
      header={
        <Header variant="h2" counter={users && `(${users.length})`}>
          All users
        </Header>
      }
      filter={
        <TextFilter
          {...filterProps}
          filteringPlaceholder="Find by name or email"
          filteringAriaLabel="Find users by name or email"
          countText={`${filteredItemsCount ?? 0} found`}
        />
      }
      pagination={<Pager {...paginationProps} />}
      columnDefinitions={[
        {
          id: 'name',
          header: 'User',
          sortingField: 'name',
          isRowHeader: true,
          cell: (user) => <Name of={user} />,
        },
        { id: 'role', header: 'Role', sortingField: 'role', cell: ({ role }) => roleNames[role] },
        {
          id: 'email',
          header: 'Email',
          sortingField: 'email',
          cell: ({ email }) => <NameText text={email} />,
        },
        {
          id: 'joinedAt',
          header: 'Joined At',
          from: 'medium',
          sortingField: 'joinedAt',
          cell: ({ joinedAt }) => <At time={joinedAt} />,
        },
        {
          id: 'actions',
          header: 'Actions',
          cell: (user) => <Actions of={user} isOnlyAdmin={isOnlyAdmin(user)} onOpen={onOpen} />,
        },
      ]}
    />
  );
}

function Name({ of: { userId, name } }: { of: User }) {
  const { me } = useAccount();
  return (
    <span className="row">
      <NameText text={name} />
      {userId === me.userId && <Badge color="blue">You</Badge>}
    </span>
  );
}

interface ActionsProps {
  readonly of: User;
  readonly isOnlyAdmin: boolean;
  readonly onOpen: (open: Open) => void;
}

function Actions({ of: user, isOnlyAdmin, onOpen }: ActionsProps) {
  const { me } = useAccount();
  const mayNot = useWhyNot();
  const onlyAdmin = isOnlyAdmin ? ONLY_ADMIN : undefined;
  const whyNot = mayNot ?? onlyAdmin;
  const isMe = user.userId === me.userId;
  return (
    <RowMenu
      label={user.name}
      actions={[
        { id: 'change-role', text: user.role === 'admin' ? 'Make a Member' : 'Make an Admin', whyNot },
        // Everyone may leave.
        {
          id: 'remove',
          text: isMe ? 'Leave the account' : 'Remove from the account',
          destructive: true,
          whyNot: isMe ? onlyAdmin : whyNot,
        },
      ]}
      onChoose={(dialog) => onOpen({ dialog, user })}
    />
  );
}
