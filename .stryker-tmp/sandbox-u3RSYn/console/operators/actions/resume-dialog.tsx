import Alert from '@cloudscape-design/components/alert';
import { useMemo } from 'react';
import type { ApiRequest } from '../../api/request.ts';
import { ActionDialog } from '../../dialog/action-dialog.tsx';
import { useNotices } from '../../frame/notices.tsx';
import type { DialogProps } from '../inspected.ts';
import { refused } from './refused.tsx';

export function ResumeDialog({ account: { name, status }, params, onClose }: DialogProps) {
  const { notify } = useNotices();
  const { accountId } = params;
  const call = useMemo(
    (): ApiRequest<'resumeAccount'> => ({ operation: 'resumeAccount', params: { accountId } }),
    [accountId],
  );
  return (
    <ActionDialog
      title={`Resume ${name}`}
      submit="Resume account"
      call={call}
      onRefused={refused}
      onDone={() => {
        notify({ type: 'success', header: `${name} is active again` });
        onClose();
      }}
      onClose={onClose}
    >
      <Alert type="info">
        {status === 'closed'
          ? 'The environments that were deleted by closing it come back, with the API keys that they had, if the plan has room for all of them. Those that had been deleted before stay deleted.'
          : 'Calls start again at once, and its users can change it again. Environments that were paused stay paused.'}
      </Alert>
    </ActionDialog>
  );
}
