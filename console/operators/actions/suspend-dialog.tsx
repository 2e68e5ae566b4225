import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import type { ApiRequest } from '../../api/request.ts';
import { ActionDialog } from '../../dialog/action-dialog.tsx';
import { useNotices } from '../../frame/notices.tsx';
import type { DialogProps } from '../inspected.ts';
import { ReasonField } from './reason-field.tsx';
import { refused } from './refused.tsx';

export function SuspendDialog({ account: { name }, params, onClose }: DialogProps) {
  const { notify } = useNotices();
  const [reason, setReason] = useState('');
  const { accountId } = params;
  const call = useMemo(
    (): ApiRequest<'suspendAccount'> => ({
      operation: 'suspendAccount',
      params: { accountId },
      body: { reason },
    }),
    [accountId, reason],
  );
  return (
    <ActionDialog
      title={`Suspend ${name}`}
      submit="Suspend account"
      destructive
      call={call}
      typed={reason}
      notYet={reason.trim() === '' ? 'Enter a reason first.' : undefined}
      fields={['reason']}
      onRefused={refused}
      onDone={() => {
        notify({ type: 'success', header: `${name} is suspended` });
        onClose();
      }}
      onClose={onClose}
    >
      {(problems) => (
        <SpaceBetween size="l">
          <Alert type="warning">
            From now on no call starts in any of its environments, and nothing in it can be changed. Running
            calls continue until they end, and its users can still read. This lasts until an operator resumes
            or closes it.
          </Alert>
          <ReasonField reason={reason} onType={setReason} problem={problems['reason']} />
        </SpaceBetween>
      )}
    </ActionDialog>
  );
}
