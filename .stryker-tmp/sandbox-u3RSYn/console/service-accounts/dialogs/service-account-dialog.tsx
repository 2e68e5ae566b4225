import { useMemo } from 'react';
import { useAccount } from '../../account/account.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { RotateDialog } from './rotate-dialog.tsx';
import type { ServiceAccount } from '../service-account.ts';

const dialogs = { edit: EditDialog, rotate: RotateDialog, delete: DeleteDialog } as const;

interface Props {
  readonly action: keyof typeof dialogs;
  readonly serviceAccount: ServiceAccount;
  readonly onClose: () => void;
}

/** The dialog of an action on a service account. */
export function ServiceAccountDialog({ action, serviceAccount, onClose }: Props) {
  const { id: accountId } = useAccount();
  const params = useMemo(
    () => ({ accountId, serviceAccountId: serviceAccount.id }),
    [accountId, serviceAccount.id],
  );
  const Dialog = dialogs[action];
  return <Dialog serviceAccount={serviceAccount} params={params} onClose={onClose} />;
}
