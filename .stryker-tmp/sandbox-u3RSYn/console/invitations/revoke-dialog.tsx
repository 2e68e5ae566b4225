import { useMemo } from 'react';
import { useAccount } from '../account/account.ts';
import type { ApiRequest } from '../api/request.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import type { Invitation } from './invitation.ts';

interface Props {
  readonly invitation: Invitation;
  readonly onClose: () => void;
}

export function RevokeDialog({ invitation: { id, email }, onClose }: Props) {
  const account = useAccount();
  const { notify } = useNotices();
  const call = useMemo(
    (): ApiRequest<'revokeInvitation'> => ({
      operation: 'revokeInvitation',
      params: { accountId: account.id, invitationId: id },
    }),
    [account.id, id],
  );
  return (
    <ActionDialog
      title={`Revoke the invitation of ${email}`}
      submit="Revoke invitation"
      destructive
      call={call}
      onDone={() => {
        notify({ type: 'success', header: `The invitation of ${email} is revoked` });
        onClose();
      }}
      onClose={onClose}
    >
      <p>The link that was sent to {email} stops working at once.</p>
    </ActionDialog>
  );
}
