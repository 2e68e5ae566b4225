import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAccount } from '../account/account.ts';
import { InvitationsTable } from '../invitations/invitations-table.tsx';
import { InviteDialog } from '../invitations/invite-dialog.tsx';
import { MemberNote } from '../parts/member-note.tsx';
import { ChangeRoleDialog } from './change-role-dialog.tsx';
import type { Open } from './open.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { UsersTable } from './users-table.tsx';

/** Settings → Users. */
export function UsersPage() {
  const account = useAccount();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={`Users of ${account.name} see all its environments. An Admin changes things, a Member looks at them.`}
        >
          Users
        </Header>
      }
    >
      <SpaceBetween size="l">
        <MemberNote />
        <UsersTable onOpen={setOpen} />
        <InvitationsTable />
      </SpaceBetween>
      {open?.dialog === 'invite' && <InviteDialog onClose={close} />}
      {open?.dialog === 'change-role' && <ChangeRoleDialog user={open.user} onClose={close} />}
      {open?.dialog === 'remove' && <RemoveDialog user={open.user} onClose={close} />}
    </ContentLayout>
  );
}
