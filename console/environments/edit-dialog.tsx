import { useMemo, useState } from 'react';
import { useAccount } from '../account/account.ts';
import type { ApiCall } from '../api/call.ts';
import type { Answered } from '../api/client.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { AsOfNow } from '../parts/as-of-now.tsx';
import { changedFields, unchanged } from '../parts/changed-fields.ts';
import { ChangedMeanwhile } from '../parts/changed-meanwhile.tsx';
import { EnvironmentFields, environmentFields, fieldsOf, notYet, type Typed } from './environment-fields.tsx';
import type { Environment } from './environment-provider.tsx';

export function EditDialog({
  environment: { id, name },
  onClose,
}: {
  environment: Environment;
  onClose: () => void;
}) {
  const account = useAccount();
  return (
    <AsOfNow
      title={`Edit ${name}`}
      call={{ operation: 'getEnvironment', params: { accountId: account.id, environmentId: id } }}
      onClose={onClose}
    >
      {(start, reload) => <EditForm start={start} onReload={reload} onClose={onClose} />}
    </AsOfNow>
  );
}

interface Props {
  readonly start: Answered<'getEnvironment'>;
  readonly onReload: () => void;
  readonly onClose: () => void;
}

function EditForm({ start: { body: before, etag }, onReload, onClose }: Props) {
  const account = useAccount();
  const { notify } = useNotices();
  const [typed, setTyped] = useState<Typed>({
    name: before.name,
    maxConcurrentCalls: String(before.maxConcurrentCalls),
    reservedInboundCalls: String(before.reservedInboundCalls),
    hidden: before.hidden,
  });
  const call = useMemo(
    (): ApiCall<'editEnvironment'> => ({
      operation: 'editEnvironment',
      params: { accountId: account.id, environmentId: before.id },
      body: changedFields(before, fieldsOf(typed)),
      ifMatch: etag,
    }),
    [account.id, before, etag, typed],
  );

  return (
    <ActionDialog
      title={`Edit ${before.name}`}
      submit="Save"
      call={call}
      notYet={notYet(typed) ?? unchanged(call.body)}
      fields={environmentFields}
      onRefused={(failure) =>
        failure.code === 'stale_version' && (
          <ChangedMeanwhile targetId={before.id} failure={failure} onReload={onReload} />
        )
      }
      onDone={({ body: { name } }) => {
        notify({ type: 'success', header: `${name} is saved` });
        onClose();
      }}
      onClose={onClose}
    >
      {(problems) => (
        <EnvironmentFields typed={typed} onType={setTyped} problems={problems} environmentId={before.id} />
      )}
    </ActionDialog>
  );
}
