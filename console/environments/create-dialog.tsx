import { useMemo, useState } from 'react';
import { useAccount } from '../account/account.ts';
import type { ApiRequest } from '../api/request.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import { useOverPlan } from '../plan/use-over-plan.ts';
import { blank, EnvironmentFields, environmentFields, fieldsOf, notYet } from './environment-fields.tsx';
import type { NewKey } from '../api-keys/secret-dialog.tsx';

interface Props {
  readonly onCreated: (environmentName: string, key: NewKey) => void;
  readonly onClose: () => void;
}

export function CreateDialog({ onCreated, onClose }: Props) {
  const account = useAccount();
  const { notify } = useNotices();
  const [typed, setTyped] = useState(blank);
  const overPlan = useOverPlan()(typed.maxConcurrentCalls);
  const call = useMemo(
    (): ApiRequest<'createEnvironment'> => ({
      operation: 'createEnvironment',
      params: { accountId: account.id },
      body: fieldsOf(typed),
    }),
    [account.id, typed],
  );
  return (
    <ActionDialog
      title="Create Environment"
      submit="Save"
      call={call}
      typed={typed}
      notYet={notYet(typed, overPlan)}
      fields={environmentFields}
      onDone={({ body: { environment, apiKey } }) => {
        notify({ type: 'success', header: `${environment.name} created` });
        onCreated(environment.name, apiKey);
      }}
      onClose={onClose}
    >
      {(problems) => (
        <EnvironmentFields typed={typed} onType={setTyped} problems={problems} overPlan={overPlan} />
      )}
    </ActionDialog>
  );
}
