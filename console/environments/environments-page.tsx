import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useAccount, useWhyNot } from '../account/account.ts';
import { Page } from '../frame/page.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { disabledFor } from '../parts/disabled.ts';
import { PlanPanel } from '../plan/plan-panel.tsx';
import { CreateDialog } from './create-dialog.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { DeletedEnvironments } from './deleted-environments.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { EnvironmentsTable } from './environments-table.tsx';
import type { Open } from './open.ts';
import { PauseDialog } from './pause-dialog.tsx';
import { RotateDialog } from '../api-keys/rotate-dialog.tsx';
import { SecretDialog, type NewKey } from '../api-keys/secret-dialog.tsx';

/** Settings → Environments. */
export function EnvironmentsPage() {
  const account = useAccount();
  const whyNot = useWhyNot();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const showKey = (environmentName: string, apiKey: NewKey) =>
    setOpen({ dialog: 'secret', environmentName, apiKey });
  return (
    <Page
      isForAdmins
      title="Environments"
      description={
        <>
          Isolated workspaces, each with its own API key and limit. Account ID:{' '}
          <Copyable text={account.id} what="account ID" cut />
        </>
      }
      actions={
        <Button variant="primary" {...disabledFor(whyNot)} onClick={() => setOpen({ dialog: 'create' })}>
          Create Environment
        </Button>
      }
    >
      <PlanPanel />
      <EnvironmentsTable onOpen={setOpen} />
      <DeletedEnvironments onRestored={showKey} />
      {open?.dialog === 'create' && <CreateDialog onCreated={showKey} onClose={close} />}
      {open?.dialog === 'edit' && <EditDialog environment={open.environment} onClose={close} />}
      {open?.dialog === 'pause' && <PauseDialog environment={open.environment} onClose={close} />}
      {open?.dialog === 'rotate' && (
        <RotateDialog environment={open.environment} onRotated={showKey} onClose={close} />
      )}
      {open?.dialog === 'delete' && <DeleteDialog environment={open.environment} onClose={close} />}
      {open?.dialog === 'secret' && (
        <SecretDialog environmentName={open.environmentName} apiKey={open.apiKey} onClose={close} />
      )}
    </Page>
  );
}
