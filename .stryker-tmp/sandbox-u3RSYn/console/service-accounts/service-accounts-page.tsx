import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useAccount, useWhyNot } from '../account/account.ts';
import { Page } from '../frame/page.tsx';
import { disabledFor } from '../parts/disabled.ts';
import { usePaths } from '../place/paths.ts';
import { CreateDialog } from './dialogs/create-dialog.tsx';
import { ForMembers } from './for-members.tsx';
import { Guide } from './guide.tsx';
import { ServiceAccountDialog } from './dialogs/service-account-dialog.tsx';
import type { ServiceAccount, ServiceAccountAction } from './service-account.ts';
import { ServiceAccountsTable } from './service-accounts-table.tsx';

type Open =
  | 'create'
  | { readonly action: Exclude<ServiceAccountAction, 'activity'>; readonly serviceAccount: ServiceAccount }
  | undefined;

/** Settings → Service accounts. */
export function ServiceAccountsPage() {
  const account = useAccount();
  const whyNot = useWhyNot();
  const isAdmin = account.role === 'admin';
  const navigate = useNavigate();
  const { toAccount } = usePaths();
  const [open, setOpen] = useState<Open>();
  const create = () => setOpen('create');
  const choose = (action: ServiceAccountAction, serviceAccount: ServiceAccount) =>
    action === 'activity'
      ? void navigate(`${toAccount('settings/activity')}?actorId=${serviceAccount.id}`)
      : setOpen({ action, serviceAccount });
  const close = () => setOpen(undefined);
  return (
    <Page
      title="Service accounts"
      description={`Credentials for pipelines and scripts that manage ${account.name}, each with a role and a secret of its own.`}
      actions={
        <Button variant="primary" {...disabledFor(whyNot)} onClick={create}>
          Create service account
        </Button>
      }
    >
      {isAdmin ? <ServiceAccountsTable onCreate={create} onAction={choose} /> : <ForMembers />}
      {isAdmin && <Guide />}
      {open === 'create' && <CreateDialog onClose={close} />}
      {typeof open === 'object' && <ServiceAccountDialog {...open} onClose={close} />}
    </Page>
  );
}
