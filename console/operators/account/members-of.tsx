import Header from '@cloudscape-design/components/header';
import { List } from '../../table/list.tsx';
import { useSorted } from '../../table/sorting/use-sorted.ts';
import { roleNames } from '../../account/account.ts';
import { Name } from '../../format/name.tsx';
import { At } from '../../format/time.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Empty } from '../../table/empty.tsx';
import type { Inspected } from '../inspected.ts';

export function MembersOf({ account: { members } }: { account: Inspected }) {
  const sorted = useSorted(members);
  return (
    <List
      {...sorted}
      trackBy="userId"
      name="Users"
      header={
        <Header variant="h2" counter={`(${members.length})`}>
          Users
        </Header>
      }
      empty={<Empty title="No users" />}
      columnDefinitions={[
        {
          id: 'name',
          header: 'Name',
          sortingField: 'name',
          isRowHeader: true,
          cell: ({ name }) => <Name text={name} />,
        },
        {
          id: 'email',
          header: 'Email',
          sortingField: 'email',
          cell: ({ email }) => <Copyable text={email} what="email address" />,
        },
        { id: 'role', header: 'Role', sortingField: 'role', cell: ({ role }) => roleNames[role] },
        {
          id: 'joinedAt',
          header: 'Joined At',
          sortingField: 'joinedAt',
          cell: ({ joinedAt }) => <At time={joinedAt} />,
        },
      ]}
    />
  );
}
