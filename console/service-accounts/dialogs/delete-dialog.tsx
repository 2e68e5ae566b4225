import Alert from '@cloudscape-design/components/alert';
import { useMemo } from 'react';
import type { ApiRequest } from '../../api/request.ts';
import { ActionDialog } from '../../dialog/action-dialog.tsx';
import { Ago } from '../../format/time.tsx';
import { useNotices } from '../../frame/notices.tsx';
import type { DialogProps } from '../service-account.ts';

export function DeleteDialog({ serviceAccount: { name, lastUsedAt }, params, onClose }: DialogProps) {
  const { notify } = useNotices();
  const call = useMemo(
    (): ApiRequest<'deleteServiceAccount'> => ({ operation: 'deleteServiceAccount', params }),
    [params],
  );
  return (
    <ActionDialog
      title={`Delete ${name}`}
      submit="Delete service account"
      destructive
      call={call}
      onDone={() => {
        notify({ type: 'success', header: `${name} is deleted` });
        onClose();
      }}
      onClose={onClose}
    >
      <Alert type={lastUsedAt === null ? 'info' : 'warning'}>
        {lastUsedAt === null ? (
          'It was never used. '
        ) : (
          <>
            It was last used <Ago time={lastUsedAt} />.{' '}
          </>
        )}
        Software that uses it is refused from its next request on. This can't be undone; what it did stays in
        the activity.
      </Alert>
    </ActionDialog>
  );
}
