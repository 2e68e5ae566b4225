import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useAccount } from '../account/account.ts';
import { useList } from '../api/use-api.ts';
import { Segments } from '../parts/segments.tsx';
import type { Days } from '../period/days.ts';
import { PeriodChoice } from '../period/period-choice.tsx';
import type { Period } from '../period/period.ts';
import { useServiceAccountName } from './service-account-name.ts';
import { actions } from './sentence.ts';

export const ANY = '';
const anyAction = { value: ANY, label: 'Anything' };
const anyone = { value: ANY, label: 'Anyone' };

/** What a filter lets through. */
export interface Filter {
  /** The current environment's, or the whole account's. */
  readonly scope: 'environment' | 'account';
  readonly action: string;
  readonly actorId: string;
  /** None: at any time. */
  readonly period: Period | null;
}

interface FiltersProps {
  readonly filter: Filter;
  readonly days: Days;
  readonly onChange: (filter: Filter) => void;
  readonly environmentName: string;
}

export function Filters({ filter, days, onChange, environmentName }: FiltersProps) {
  const account = useAccount();
  const params = { accountId: account.id };
  const users = useList({ operation: 'listUsers', params });
  const serviceAccounts = useList(
    { operation: 'listServiceAccounts', params },
    { enabled: account.role === 'admin' },
  );
  const chosenName = useServiceAccountName(filter.actorId);
  const missing = [users, serviceAccounts].filter(({ data, error }) => data === undefined && error !== null);
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
      <div className="filter-pair">
        <FormField label="What">
          <Select
            selectedOption={
              actionGroups.flatMap(({ options }) => options).find(({ value }) => value === filter.action) ??
              anyAction
            }
            options={[anyAction, ...actionGroups]}
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
    </div>
  );
}

/** “environment.created” as “Environment created”. */
function labelOf(action: string): string {
  const words = action.replaceAll(/[._]/g, ' ').replace(/^api/, 'API');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The actions by what they change. */
const actionGroups = [...Map.groupBy(actions, (action) => action.split('.')[0] ?? '')].map(
  ([noun, ofNoun]) => ({
    label: labelOf(noun),
    options: ofNoun.map((value) => ({ value, label: labelOf(value) })),
  }),
);
