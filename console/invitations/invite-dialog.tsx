import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import { useAccount, type Role } from '../account/account.ts';
import type { ApiRequest } from '../api/request.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import { RoleChoice } from './role-choice.tsx';

/** Add User: takes an email address and a role, and sends a mail with a link. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const account = useAccount();
  const { notify } = useNotices();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('member');
  const call = useMemo(
    (): ApiRequest<'createInvitation'> => ({
      operation: 'createInvitation',
      params: { accountId: account.id },
      body: { email, role },
    }),
    [account.id, email, role],
  );
  return (
    <ActionDialog
      title="Add User"
      submit="Send invitation"
      call={call}
      typed={{ email, role }}
      notYet={email.trim() === '' ? 'Enter an email address.' : undefined}
      fields={['email', 'role']}
      onDone={({ body }) => {
        notify({
          type: 'success',
          header: `Invitation sent to ${body.email}`,
          content: 'The link expires in 7 days.',
        });
        onClose();
      }}
      onClose={onClose}
    >
      {(problems) => (
        <SpaceBetween size="l">
          <FormField
            label="Email"
            description="Where the link is sent. Only this address can accept."
            errorText={problems['email']}
          >
            <Input
              type="email"
              inputMode="email"
              autoComplete={false}
              ariaRequired
              value={email}
              onChange={({ detail }) => setEmail(detail.value)}
            />
          </FormField>
          <RoleChoice role={role} onChoose={setRole} problem={problems['role']} />
        </SpaceBetween>
      )}
    </ActionDialog>
  );
}
