import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import type { ApiCall } from '../api/call.ts';
import type { Answered } from '../api/client.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { AsOfNow } from '../parts/as-of-now.tsx';
import { changedFields, unchanged } from '../parts/changed-fields.ts';
import { ChangedMeanwhile } from '../parts/changed-meanwhile.tsx';
import { useHome } from '../resources/home.tsx';
import { NumberFields, numberFields, type Typed } from './number-fields.tsx';
import type { TelephoneNumber } from './number.ts';

export function EditNumberDialog({
  number: { id, e164 },
  onClose,
}: {
  number: TelephoneNumber;
  onClose: () => void;
}) {
  const { params } = useHome();
  return (
    <AsOfNow
      title={`Edit ${e164}`}
      call={{ operation: 'getEnvironmentNumber', params: { ...params, numberId: id } }}
      onClose={onClose}
    >
      {(start, reload) => <EditForm start={start} onReload={reload} onClose={onClose} />}
    </AsOfNow>
  );
}

interface Props {
  readonly start: Answered<'getEnvironmentNumber'>;
  readonly onReload: () => void;
  readonly onClose: () => void;
}

function EditForm({ start: { body: before, etag }, onReload, onClose }: Props) {
  const { params } = useHome();
  const { notify } = useNotices();
  const [typed, setTyped] = useState<Typed>(() => {
    const { label, inboundAgentId } = before;
    return { label, inboundAgentId };
  });
  const call = useMemo(
    (): ApiCall<'editEnvironmentNumber'> => ({
      operation: 'editEnvironmentNumber',
      params: { ...params, numberId: before.id },
      body: changedFields<Typed>(before, typed),
      ifMatch: etag,
    }),
    [params, before, etag, typed],
  );
  return (
    <ActionDialog
      title={`Edit ${before.e164}`}
      submit="Save"
      call={call}
      notYet={unchanged(call.body)}
      fields={numberFields}
      onRefused={(failure) =>
        failure.code === 'stale_version' && (
          <ChangedMeanwhile targetId={before.id} failure={failure} onReload={onReload} />
        )
      }
      onDone={({ body: { e164 } }) => {
        notify({ type: 'success', header: `${e164} is saved` });
        onClose();
      }}
      onClose={onClose}
    >
      {(problems) => (
        <SpaceBetween size="l">
          <NumberFields typed={typed} onType={setTyped} problems={problems} />
        </SpaceBetween>
      )}
    </ActionDialog>
  );
}
