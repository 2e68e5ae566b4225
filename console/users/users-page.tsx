import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useAccount, useWhyNot } from '../account/account.ts';
import { Page } from '../frame/page.tsx';
import { InvitationsTable } from '../invitations/invitations-table.tsx';
import { InviteDialog } from '../invitations/invite-dialog.tsx';
import { disabledFor } from '../parts/disabled.ts';
import { ChangeRoleDialog } from './change-role-dialog.tsx';
import type { Open } from './open.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { UsersTable } from './users-table.tsx';

/** Settings → Users. */
export function UsersPage() {
  const account = useAccount();
  const whyNot = useWhyNot();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <Page
      isForAdmins
      title="Users"
      description={`Users have access to all environments of ${account.name}. Admins can edit. Members have read-only access.`}
      actions={
        <Button variant="primary" {...disabledFor(whyNot)} onClick={() => setOpen({ dialog: 'invite' })}>
          Add User
        </Button>
      }
    >
      <UsersTable onOpen={setOpen} />
      <InvitationsTable />
      {open?.dialog === 'invite' && <InviteDialog onClose={close} />}
      {open?.dialog === 'change-role' && <ChangeRoleDialog user={open.user} onClose={close} />}
      {open?.dialog === 'remove' && <RemoveDialog user={open.user} onClose={close} />}
    </Page>
  );
}
