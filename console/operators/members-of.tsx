import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { roleNames } from '../account/account.ts';
import { Name } from '../format/name.tsx';
import { At } from '../format/time.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { Empty } from '../table/empty.tsx';
import type { Inspected } from './inspected.ts';

export const MembersOf = ({ account: { members } }: { account: Inspected }) => (
  <Table
    items={members}
    trackBy="userId"
    variant="container"
    enableKeyboardNavigation
    ariaLabels={{ tableLabel: 'Users' }}
    header={
      <Header variant="h2" counter={`(${members.length})`}>
        Users
      </Header>
    }
    empty={<Empty title="No users" />}
    columnDefinitions={[
      { id: 'name', header: 'Name', isRowHeader: true, cell: ({ name }) => <Name text={name} /> },
      { id: 'email', header: 'Email', cell: ({ email }) => <Copyable text={email} what="email address" /> },
      { id: 'role', header: 'Role', cell: ({ role }) => roleNames[role] },
      { id: 'joinedAt', header: 'Joined At', cell: ({ joinedAt }) => <At time={joinedAt} /> },
    ]}
  />
);
