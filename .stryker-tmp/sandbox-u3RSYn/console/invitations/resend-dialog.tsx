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

export function ResendDialog({ invitation: { id, email }, onClose }: Props) {
  const account = useAccount();
  const { notify } = useNotices();
  const call = useMemo(
    (): ApiRequest<'resendInvitation'> => ({
      operation: 'resendInvitation',
      params: { accountId: account.id, invitationId: id },
    }),
    [account.id, id],
  );
  return (
    <ActionDialog
      title={`Send the invitation of ${email} again`}
      submit="Send again"
      call={call}
      onDone={() => {
        notify({ type: 'success', header: `A new link is on its way to ${email}` });
        onClose();
      }}
      onClose={onClose}
    >
      <p>A new link goes to {email} and works for 7 days. The link that was sent before stops working.</p>
    </ActionDialog>
  );
}
