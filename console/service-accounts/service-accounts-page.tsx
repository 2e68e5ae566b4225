import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useAccount, useWhyNot } from '../account/account.ts';
import { Page } from '../frame/page.tsx';
import { disabledFor } from '../parts/disabled.ts';
import { CreateDialog } from './create-dialog.tsx';
import { ForMembers } from './for-members.tsx';
import { Guide } from './guide.tsx';
import { ServiceAccountDialog } from './service-account-dialog.tsx';
import type { ServiceAccount, ServiceAccountAction } from './service-account.ts';
import { ServiceAccountsTable } from './service-accounts-table.tsx';

type Open =
  'create' | { readonly action: ServiceAccountAction; readonly serviceAccount: ServiceAccount } | undefined;

/** Settings → Service accounts. */
export function ServiceAccountsPage() {
  const account = useAccount();
  const whyNot = useWhyNot();
  const isAdmin = account.role === 'admin';
  const [open, setOpen] = useState<Open>();
  const create = () => setOpen('create');
  const close = () => setOpen(undefined);
  return (
    <Page
      title="Service accounts"
      description={`Credentials with which pipelines and scripts manage ${account.name}, each with a role and a secret of its own.`}
      actions={
        <Button variant="primary" {...disabledFor(whyNot)} onClick={create}>
          Create service account
        </Button>
      }
    >
      {isAdmin ? (
        <ServiceAccountsTable
          onCreate={create}
          onAction={(action, serviceAccount) => setOpen({ action, serviceAccount })}
        />
      ) : (
        <ForMembers />
      )}
      {isAdmin && <Guide />}
      {open === 'create' && <CreateDialog onClose={close} />}
      {typeof open === 'object' && <ServiceAccountDialog {...open} onClose={close} />}
    </Page>
  );
}
