import Icon from '@cloudscape-design/components/icon';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useAccount, useWhyNot } from '../account/account.ts';
import { figure } from '../format/figure.ts';
import { Name as NameText } from '../format/name.tsx';
import { Ago, At, useNow } from '../format/time.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { To } from '../place/page-link.tsx';
import { useConcurrency } from '../plan/use-concurrency.ts';
import { MiniQuay } from '../quay/mini-quay.tsx';
import type { Column } from '../table/list-props.ts';
import { RowMenu } from '../table/row-menu.tsx';
import { useEnvironments, type Environment } from './environment-provider.tsx';
import { HiddenToggle } from './hidden-toggle.tsx';
import { Critical } from './status/critical.tsx';
import type { Open } from './open.ts';

/** The available columns, in their order; some are shown only on request. */
export const columns = [
  { id: 'id', label: 'ID' },
  { id: 'name', label: 'Environment Name', alwaysVisible: true },
  { id: 'apiKey', label: 'API Key' },
  { id: 'maxConcurrentCalls', label: 'Max Concurrent Calls' },
  { id: 'reservedInboundCalls', label: 'Reserved for inbound' },
  { id: 'activeCalls', label: 'Live calls' },
  { id: 'createdAt', label: 'Created At' },
  { id: 'lastUsedAt', label: 'Key last used' },
  { id: 'hidden', label: 'Hidden' },
  { id: 'actions', label: 'Actions', alwaysVisible: true },
] as const;

const hiddenAtFirst = new Set<string>(['reservedInboundCalls', 'activeCalls', 'lastUsedAt']);
export const shownAtFirst = columns.map(({ id }) => ({ id, visible: !hiddenAtFirst.has(id) }));

/** The content of each of them. */
export function useColumnDefinitions(onOpen: (open: Open) => void): Column<Environment>[] {
  const account = useAccount();
  const { data: concurrency } = useConcurrency();
  const now = useNow(10_000);
  const shareOf = (id: string) => concurrency?.environments.find(({ environmentId }) => environmentId === id);
  const live = (id: string) => shareOf(id)?.activeCalls ?? 0;
  return [
    {
      id: 'id',
      header: 'ID',
      from: 'wide',
      sortingField: 'id',
      cell: ({ id }) => <Copyable text={id} what="environment ID" cut />,
    },
    {
      id: 'name',
      header: 'Environment Name',
      sortingField: 'name',
      isRowHeader: true,
      cell: (item) => <Name of={item} />,
    },
    {
      id: 'apiKey',
      header: 'API Key',
      cell: ({ id, apiKey }) => (
        <To path={`/${account.id}/${id}/api-keys`}>
          {isOver(apiKey) ? (
            <StatusIndicator type="warning">No active key</StatusIndicator>
          ) : (
            <code>{apiKey.masked}</code>
          )}
        </To>
      ),
    },
    {
      id: 'maxConcurrentCalls',
      header: 'Max Concurrent Calls',
      sortingField: 'maxConcurrentCalls',
      cell: (environment) => {
        const share = shareOf(environment.id);
        return (
          <span className="row">
            <span className="short-figure">{figure(environment.maxConcurrentCalls)}</span>
            {share !== undefined && <MiniQuay share={share} environment={environment} />}
          </span>
        );
      },
    },
    {
      id: 'reservedInboundCalls',
      header: 'Reserved for inbound',
      sortingField: 'reservedInboundCalls',
      cell: ({ reservedInboundCalls }) => reservedInboundCalls,
    },
    {
      id: 'activeCalls',
      header: 'Live calls',
      sortingComparator: (a, b) => live(a.id) - live(b.id),
      cell: ({ id }) => figure(live(id)),
    },
    {
      id: 'createdAt',
      header: 'Created At',
      from: 'medium',
      sortingField: 'createdAt',
      cell: ({ createdAt }) => <At time={createdAt} />,
    },
    {
      id: 'lastUsedAt',
      header: 'Key last used',
      sortingComparator: (a, b) => (a.apiKey.lastUsedAt ?? '').localeCompare(b.apiKey.lastUsedAt ?? ''),
      cell: ({ apiKey }) =>
        apiKey.lastUsedAt === null ? 'Never' : <Ago time={apiKey.lastUsedAt} now={now} />,
    },
    {
      id: 'hidden',
      header: 'Hidden',
      sortingField: 'hidden',
      cell: (item) => <HiddenToggle environment={item} />,
    },
    { id: 'actions', header: 'Actions', cell: (item) => <Actions of={item} onOpen={onOpen} /> },
  ];
}

/** Whether a key has stopped working: an environment without an active key still shows its last one. */
const isOver = ({ expiresAt }: Environment['apiKey']): boolean =>
  expiresAt !== null && Date.parse(expiresAt) <= Date.now();

/** A click on the name switches to the environment: for a hidden one there is no other way. */
function Name({ of: { id, name, paused, critical, deletedAt } }: { of: Environment }) {
  const { current } = useEnvironments();
  const account = useAccount();
  return (
    <>
      <span className="row">
        <To path={`/${account.id}/${id}/calls`}>
          <NameText text={name} />
        </To>
        {id === current.id && <Icon name="check" ariaLabel="Current" />}
        {critical && <Critical />}
        {paused && deletedAt === undefined && <StatusIndicator type="warning">Paused</StatusIndicator>}
      </span>
      {deletedAt !== undefined && (
        <div>
          <StatusIndicator type="in-progress">Deleting after active calls end</StatusIndicator>
        </div>
      )}
    </>
  );
}

function Actions({ of: environment, onOpen }: { of: Environment; onOpen: (open: Open) => void }) {
  const memberMayNot = useWhyNot();
  const whyNot =
    memberMayNot ?? (environment.deletedAt === undefined ? undefined : 'This environment is being deleted.');
  return (
    <RowMenu
      label={environment.name}
      actions={[
        { id: 'edit', text: 'Edit', whyNot },
        { id: 'pause', text: environment.paused ? 'Resume' : 'Pause', whyNot },
        { id: 'rotate', text: 'Rotate API key', whyNot },
        { id: 'delete', text: 'Delete', destructive: true, whyNot },
      ]}
      onChoose={(dialog) => onOpen({ dialog, environment })}
    />
  );
}
