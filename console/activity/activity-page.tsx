import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { List } from '../table/list.tsx';
import { useAccount } from '../account/account.ts';
import { lookEvery } from '../api/look-every.ts';
import { useList } from '../api/use-api.ts';
import { useEnvironments } from '../environments/environment-provider.tsx';
import { Page } from '../frame/page.tsx';
import { oneOf, useAddressQuery } from '../place/query.ts';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { Segments } from '../parts/segments.tsx';
import { useZone } from '../format/zone.ts';
import { daysIn, type Days } from '../period/days.ts';
import { PeriodChoice } from '../period/period-choice.tsx';
import { inFileName, isOpen, periodIfNamed, queryOfPeriod, spanOf, type Period } from '../period/period.ts';
import { At } from '../format/time.tsx';
import { ExportButton } from '../table/export-button.tsx';
import { Pager } from '../table/pager.tsx';
import { ROWS, usePage } from '../table/use-page.ts';
import { ActorName } from './actor-name.tsx';
import { Changes } from './changes.tsx';
import { useServiceAccountName } from './service-account-name.ts';
import { actions, sentenceOf, type AuditEvent } from './sentence.ts';

const ANY = '';
const anyAction = { value: ANY, label: 'Anything' };
const anyone = { value: ANY, label: 'Anyone' };

/** What a filter lets through. */
interface Filter {
  /** The current environment's, or the whole account's. */
  readonly scope: 'environment' | 'account';
  readonly action: string;
  readonly actorId: string;
  /** None: at any time. */
  readonly period: Period | null;
}

/** The audit trail: who changed what, newest first. */
export function ActivityPage() {
  const account = useAccount();
  const { current } = useEnvironments();
  const [asked, setFilter] = useAddressQuery();
  const filter: Filter = {
    scope: oneOf(asked('scope'), ['account', 'environment']),
    action: asked('action') ?? ANY,
    actorId: asked('actorId') ?? ANY,
    period: periodIfNamed(asked),
  };
  const days = daysIn(useZone());
  const query = {
    ...(filter.scope === 'environment' && { targetId: current.id }),
    ...(filter.action !== ANY && { action: filter.action }),
    ...(filter.actorId !== ANY && { actorId: filter.actorId }),
    ...(filter.period !== null && spanOf(filter.period, days)),
  };
  const isOver = filter.period !== null && !isOpen(filter.period, days);
  const ofDays = filter.period === null ? '' : `-${inFileName(filter.period, days)}`;
  const { data, error, refetch, pagination } = usePage(
    { operation: 'listAuditEvents', params: { accountId: account.id }, query },
    { rows: ROWS, ...(!isOver && { every: lookEvery.edits }) },
  );

  return (
    <Page
      title="Activity"
      description="All successful changes, newest first."
      actions={
        <ExportButton
          call={{ operation: 'exportAuditEvents', params: { accountId: account.id }, query }}
          fileName={`${account.name}-activity${ofDays}.csv`}
        />
      }
    >
      {error !== null && data === undefined ? (
        <FailureAlert failure={error} onRetry={() => void refetch()} />
      ) : (
        <List
          items={data?.items ?? []}
          trackBy="id"
          loading={data === undefined}
          loadingText="Loading the activity"
          wrapLines
          name="Activity"
          filter={
            <Filters
              filter={filter}
              days={days}
              onChange={({ period, ...changed }) => setFilter({ ...changed, ...queryOfPeriod(period) })}
              environmentName={current.name}
            />
          }
          empty={
            <Box textAlign="center" color="text-body-secondary">
              No activity matches.
            </Box>
          }
          pagination={<Pager {...pagination} />}
          columnDefinitions={columnDefinitions}
        />
      )}
    </Page>
  );
}

const columnDefinitions = [
  { id: 'at', header: 'When', width: 170, cell: ({ at }: AuditEvent) => <At time={at} /> },
  {
    id: 'what',
    header: 'What',
    width: '30%',
    isRowHeader: true,
    cell: (event: AuditEvent) => (
      <span className="sentence">
        <strong>
          <ActorName of={event} begins />
        </strong>{' '}
        {sentenceOf(event)}
      </span>
    ),
  },
  { id: 'changes', header: 'Before and after', cell: (event: AuditEvent) => <Changes of={event} /> },
  {
    id: 'requestId',
    header: 'Request ID',
    width: 170,
    cell: ({ requestId }: AuditEvent) => <Copyable text={requestId} what="request ID" cut />,
  },
];

interface FiltersProps {
  readonly filter: Filter;
  readonly days: Days;
  readonly onChange: (filter: Filter) => void;
  readonly environmentName: string;
}

function Filters({ filter, days, onChange, environmentName }: FiltersProps) {
  const account = useAccount();
  const params = { accountId: account.id };
  const users = useList({ operation: 'listUsers', params });
  const serviceAccounts = useList(
    { operation: 'listServiceAccounts', params },
    { enabled: account.role === 'admin' },
  );
  const chosenName = useServiceAccountName(filter.actorId);
  const missing = [users, serviceAccounts].filter(({ data, error }) => data === undefined && error !== null);
  const actionOptions = [anyAction, ...actions.map((value) => ({ value, label: labelOf(value) }))];
  const actorOptions = [
    anyone,
    ...(users.data ?? []).map(({ userId, name, email }) => ({
      value: userId,
      label: name,
      description: email,
    })),
    ...(serviceAccounts.data ?? []).map(({ id, name }) => ({
      value: id,
      label: name,
      description: 'Service account',
    })),
  ];
  // The address may name somebody who is in no list: a user who left, or a service account that was deleted.
  const chosen = actorOptions.find(({ value }) => value === filter.actorId) ?? {
    value: filter.actorId,
    label: chosenName ?? filter.actorId,
  };
  return (
    <div className="filters">
      <PeriodChoice
        period={filter.period}
        days={days}
        onChange={(period) => onChange({ ...filter, period })}
        onAny={() => onChange({ ...filter, period: null })}
      />
      <Segments<Filter['scope']>
        label="Where"
        selected={filter.scope}
        options={[
          { id: 'account', text: 'Whole account' },
          { id: 'environment', text: environmentName },
        ]}
        onSelect={(scope) => onChange({ ...filter, scope })}
      />
      <FormField label="What">
        <Select
          selectedOption={actionOptions.find(({ value }) => value === filter.action) ?? anyAction}
          options={actionOptions}
          filteringType="auto"
          onChange={({ detail }) => onChange({ ...filter, action: detail.selectedOption.value ?? ANY })}
        />
      </FormField>
      <FormField label="Who">
        <Select
          selectedOption={chosen}
          options={actorOptions}
          filteringType="auto"
          statusType={missing.length === 0 ? 'finished' : 'error'}
          errorText="Not all could be loaded."
          recoveryText="Try again"
          onLoadItems={({ detail }) => {
            if (detail.samePage) for (const list of missing) void list.refetch();
          }}
          onChange={({ detail }) => onChange({ ...filter, actorId: detail.selectedOption.value ?? ANY })}
        />
      </FormField>
    </div>
  );
}

/** “environment.created” as “Environment created”. */
function labelOf(action: string): string {
  const words = action.replaceAll(/[._]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
