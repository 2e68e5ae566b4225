import { useMemo, useState } from 'react';
import { useAccount } from '../account/account.ts';
import type { ApiCall } from '../api/call.ts';
import type { Answered } from '../api/client.ts';
import { AsOfNow } from '../parts/as-of-now.tsx';
import { changedFields, unchanged } from '../parts/changed-fields.ts';
import { SaveDialog } from '../parts/save-dialog.tsx';
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
    <SaveDialog
      id={before.id}
      name={before.name}
      call={call}
      notYet={notYet(typed) ?? unchanged(call.body)}
      fields={environmentFields}
      nameOf={({ name }) => name}
      onReload={onReload}
      onClose={onClose}
    >
      {(problems) => (
        <EnvironmentFields typed={typed} onType={setTyped} problems={problems} environmentId={before.id} />
      )}
    </SaveDialog>
  );
}
