import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import { List } from '../table/list.tsx';
import { useSorted } from '../table/sorting/use-sorted.ts';
import { useMemo, useState } from 'react';
import { useAccount, useWhyNot } from '../account/account.ts';
import type { ApiRequest } from '../api/request.ts';
import { useList } from '../api/use-api.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { disabledFor } from '../parts/disabled.ts';
import { At, FromNow } from '../format/time.tsx';
import { Missing } from '../parts/missing.tsx';
import { Preview } from '../plan/preview.tsx';
import { useConcurrency } from '../plan/use-concurrency.ts';
import type { Environment } from './environment-provider.tsx';
import type { NewKey } from '../api-keys/secret-dialog.tsx';

type OnRestored = (environmentName: string, key: NewKey) => void;

/** The deleted environments that can still be restored. Renders nothing when there are none. */
export function DeletedEnvironments({ onRestored }: { onRestored: OnRestored }) {
  const account = useAccount();
  const whyNot = useWhyNot();
  const [restoring, setRestoring] = useState<Environment>();
  const list = useList({
    operation: 'listEnvironments',
    params: { accountId: account.id },
    query: { status: 'deleted' },
  });
  const sorted = useSorted(list.data ?? []);
  if (list.data === undefined && list.error !== null)
    return <Missing what="the deleted environments" of={list} />;
  const deleted = list.data ?? [];
  if (deleted.length === 0) return null;
  return (
    <>
      <List
        {...sorted}
        trackBy="id"
        name="Deleted environments"
        header={
          <Header
            variant="h2"
            counter={`(${deleted.length})`}
            description="For 30 days they can be restored, with a new API key."
          >
            Deleted environments
          </Header>
        }
        columnDefinitions={[
          { id: 'id', header: 'ID', cell: ({ id }) => <Copyable text={id} what="environment ID" cut /> },
          {
            id: 'name',
            header: 'Environment Name',
            sortingField: 'name',
            isRowHeader: true,
            cell: ({ name }) => name,
          },
          {
            id: 'maxConcurrentCalls',
            header: 'Max Concurrent Calls',
            cell: ({ maxConcurrentCalls }) => maxConcurrentCalls,
          },
          {
            id: 'deletedAt',
            header: 'Deleted At',
            sortingField: 'deletedAt',
            cell: ({ deletedAt }) => deletedAt && <At time={deletedAt} />,
          },
          {
            id: 'until',
            header: 'Permanently deleted',
            sortingField: 'restorableUntil',
            cell: ({ restorableUntil }) => restorableUntil && <FromNow time={restorableUntil} />,
          },
          {
            id: 'restore',
            header: 'Restore',
            cell: (environment) => (
              <Button
                ariaLabel={`Restore ${environment.name}`}
                {...disabledFor(whyNot)}
                onClick={() => setRestoring(environment)}
              >
                Restore
              </Button>
            ),
          },
        ]}
      />
      {restoring !== undefined && (
        <RestoreDialog
          environment={restoring}
          onRestored={(name, key) => {
            setRestoring(undefined);
            onRestored(name, key);
          }}
          onClose={() => setRestoring(undefined)}
        />
      )}
    </>
  );
}

interface Props {
  readonly environment: Environment;
  readonly onRestored: OnRestored;
  readonly onClose: () => void;
}

function RestoreDialog({ environment: { id, name, maxConcurrentCalls }, onRestored, onClose }: Props) {
  const account = useAccount();
  const { notify } = useNotices();
  const concurrency = useConcurrency();
  const { data } = concurrency;
  const call = useMemo(
    (): ApiRequest<'restoreEnvironment'> => ({
      operation: 'restoreEnvironment',
      params: { accountId: account.id, environmentId: id },
    }),
    [account.id, id],
  );
  return (
    <ActionDialog
      title={`Restore ${name}`}
      submit="Restore environment"
      call={call}
      onDone={({ body }) => {
        notify({ type: 'success', header: `${name} is restored` });
        onRestored(name, body.apiKey);
      }}
      onClose={onClose}
    >
      <p>
        It comes back with its limit of {maxConcurrentCalls}, taken from the rest of the plan, and with a new
        API key. Old keys stay revoked.
      </p>
      {data === undefined ? (
        <Missing what="the plan" of={concurrency} />
      ) : (
        <Preview allocated={data.allocated + maxConcurrentCalls} of={data.plan.maxConcurrentCalls} />
      )}
    </ActionDialog>
  );
}
