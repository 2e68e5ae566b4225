import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import type { ApiCall } from '../api/call.ts';
import type { Answered } from '../api/client.ts';
import { AsOfNow } from '../parts/as-of-now.tsx';
import { changedFields, unchanged } from '../parts/changed-fields.ts';
import { SaveDialog } from '../parts/save-dialog.tsx';
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
    <SaveDialog
      id={before.id}
      name={before.e164}
      call={call}
      notYet={unchanged(call.body)}
      fields={numberFields}
      nameOf={({ e164 }) => e164}
      onReload={onReload}
      onClose={onClose}
    >
      {(problems) => (
        <SpaceBetween size="l">
          <NumberFields typed={typed} onType={setTyped} problems={problems} />
        </SpaceBetween>
      )}
    </SaveDialog>
  );
}
