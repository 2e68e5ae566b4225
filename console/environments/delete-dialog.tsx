import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import { useMemo, useState } from 'react';
import { useAccount } from '../account/account.ts';
import type { ApiRequest } from '../api/request.ts';
import { useList } from '../api/use-api.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import { TypeToConfirm, unconfirmed } from '../dialog/type-to-confirm.tsx';
import { Ago } from '../format/time.tsx';
import { Missing } from '../parts/missing.tsx';
import { useConcurrency } from '../plan/use-concurrency.ts';
import type { Environment } from './environment-provider.tsx';

/** Deletes an environment, after its name has been typed. The dialog shows what will break. */
export function DeleteDialog({ environment, onClose }: { environment: Environment; onClose: () => void }) {
  const account = useAccount();
  const { notify } = useNotices();
  const { id, name } = environment;
  const [typed, setTyped] = useState('');
  const [chosen, setDrain] = useState<'true' | 'false'>();
  const concurrency = useConcurrency();
  const live =
    concurrency.data?.environments.find(({ environmentId }) => environmentId === id)?.activeCalls ?? 0;
  // Deleting it now would be refused while a call runs.
  const drain = chosen ?? (live > 0 ? 'true' : 'false');
  const call = useMemo(
    (): ApiRequest<'deleteEnvironment'> => ({
      operation: 'deleteEnvironment',
      params: { accountId: account.id, environmentId: id },
      query: drain === 'true' ? { drain } : {},
    }),
    [account.id, id, drain],
  );
  return (
    <ActionDialog
      title={`Delete ${name}`}
      submit="Delete environment"
      destructive
      call={call}
      notYet={unconfirmed(name, typed)}
      onDone={() => {
        notify({
          type: 'success',
          header:
            drain === 'true' && live > 0
              ? `${name} will be deleted after active calls end`
              : `${name} deleted`,
          content: 'You can restore it for 30 days from the list of deleted environments on this page.',
        });
        onClose();
      }}
      onClose={onClose}
    >
      {concurrency.data === undefined ? (
        <Missing what="the calls that are running" of={concurrency} />
      ) : (
        <WhatBreaks environment={environment} live={live} />
      )}
      <FormField label="What should happen to running calls?" stretch>
        <RadioGroup
          value={drain}
          onChange={({ detail }) => setDrain(detail.value === 'true' ? 'true' : 'false')}
          items={[
            {
              value: 'false',
              label: 'Delete now',
              description: 'Refused while a call is running.',
            },
            {
              value: 'true',
              label: 'Let them end first',
              description: 'New calls are rejected. The environment is deleted when its last call ends.',
            },
          ]}
        />
      </FormField>
      <TypeToConfirm name={name} typed={typed} onType={setTyped} />
    </ActionDialog>
  );
}

function WhatBreaks({
  environment: { id, name, allocatedConcurrentCalls: held },
  live,
}: {
  environment: Environment;
  live: number;
}) {
  const account = useAccount();
  const keys = useList({
    operation: 'listApiKeys',
    params: { accountId: account.id, environmentId: id },
  });
  if (keys.data === undefined) return <Missing what="the active keys" of={keys} />;
  return (
    <Alert type={live > 0 ? 'warning' : 'info'} header={`What happens when ${name} is deleted`}>
      <ul>
        <li>
          {live === 0
            ? 'No calls are running.'
            : `${live} ${live === 1 ? 'call is' : 'calls are'} running right now.`}
        </li>
        {keys.data.map(({ id: keyId, masked, lastUsedAt }) => (
          <li key={keyId}>
            The API key <code>{masked}</code> stops working; it was{' '}
            {lastUsedAt === null ? (
              'never used'
            ) : (
              <>
                last used <Ago time={lastUsedAt} />
              </>
            )}
            .
          </li>
        ))}
        <li>
          {held} concurrent {held === 1 ? 'call goes' : 'calls go'} back to the plan.
        </li>
        <li>Its agents, numbers and campaigns are deleted with it.</li>
        <li>You can restore all of it for 30 days, with a new API key.</li>
      </ul>
    </Alert>
  );
}
