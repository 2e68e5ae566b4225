import { useMemo, useState } from 'react';
import { roleNames, useAccount, type Role } from '../account/account.ts';
import type { ApiRequest } from '../api/request.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import type { Invitation } from './invitation.ts';
import { RoleChoice } from './role-choice.tsx';

interface Props {
  readonly invitation: Invitation;
  readonly onClose: () => void;
}

export function EditInvitationDialog({ invitation: { id, email, role: before }, onClose }: Props) {
  const account = useAccount();
  const { notify } = useNotices();
  const [role, setRole] = useState<Role>(before);
  const call = useMemo(
    (): ApiRequest<'editInvitation'> => ({
      operation: 'editInvitation',
      params: { accountId: account.id, invitationId: id },
      body: { role },
    }),
    [account.id, id, role],
  );
  return (
    <ActionDialog
      title={`Change the role that ${email} is invited to`}
      submit="Change role"
      call={call}
      notYet={role === before ? 'Choose another role first.' : undefined}
      fields={['role']}
      onDone={() => {
        notify({ type: 'success', header: `${email} is now invited as ${roleNames[role]}` });
        onClose();
      }}
      onClose={onClose}
    >
      {(problems) => <RoleChoice role={role} onChoose={setRole} problem={problems['role']} />}
    </ActionDialog>
  );
}
