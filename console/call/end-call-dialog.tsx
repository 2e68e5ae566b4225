import { useMemo } from 'react';
import type { ApiRequest } from '../api/request.ts';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import { useNotices } from '../frame/notices.tsx';
import { useHome } from '../resources/home.tsx';

/** Ends a call on behalf of the software that holds it. */
export function EndCallDialog({ callId, onClose }: { callId: string; onClose: () => void }) {
  const { environment, params } = useHome();
  const { notify } = useNotices();
  const call = useMemo(
    (): ApiRequest<'releaseCall'> => ({ operation: 'releaseCall', params: { ...params, callId } }),
    [params, callId],
  );
  return (
    <ActionDialog
      title="End this call"
      submit="End call"
      destructive
      within={environment}
      call={call}
      onDone={() => {
        notify({ type: 'success', header: 'Call ended' });
        onClose();
      }}
      onClose={onClose}
    >
      <p>
        Its slot is free immediately. The software that holds <code>{callId}</code> learns this from its next
        heartbeat. Whether it hangs up is up to that software.
      </p>
    </ActionDialog>
  );
}
