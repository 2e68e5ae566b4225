import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAccount } from '../account/account.ts';
import { Copyable } from '../parts/copyable.tsx';
import { MemberNote } from '../parts/member-note.tsx';
import { PlanPanel } from '../plan/plan-panel.tsx';
import { CreateDialog } from './create-dialog.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { DeletedEnvironments } from './deleted-environments.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { EnvironmentsTable } from './environments-table.tsx';
import type { Open } from './open.ts';
import { RotateDialog } from './rotate-dialog.tsx';
import { SecretDialog, type NewKey } from './secret-dialog.tsx';

/** Settings → Environments. */
export function EnvironmentsPage() {
  const account = useAccount();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const showKey = (environmentName: string, apiKey: NewKey) =>
    setOpen({ dialog: 'secret', environmentName, apiKey });
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={
            <>
              Isolated workspaces of {account.name}, each with an API key and a limit of its own. Account ID:{' '}
              <Copyable text={account.id} what="account ID" />
            </>
          }
        >
          Environments
        </Header>
      }
    >
      <SpaceBetween size="l">
        <MemberNote />
        <PlanPanel />
        <EnvironmentsTable onOpen={setOpen} />
        <DeletedEnvironments onRestored={showKey} />
      </SpaceBetween>
      {open?.dialog === 'create' && <CreateDialog onCreated={showKey} onClose={close} />}
      {open?.dialog === 'edit' && <EditDialog environment={open.environment} onClose={close} />}
      {open?.dialog === 'rotate' && (
        <RotateDialog environment={open.environment} onRotated={showKey} onClose={close} />
      )}
      {open?.dialog === 'delete' && <DeleteDialog environment={open.environment} onClose={close} />}
      {open?.dialog === 'secret' && (
        <SecretDialog environmentName={open.environmentName} apiKey={open.apiKey} onClose={close} />
      )}
    </ContentLayout>
  );
}
