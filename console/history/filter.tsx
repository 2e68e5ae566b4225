import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { AgentChoice } from '../agents/agent-choice.tsx';
import { CampaignChoice } from '../campaigns/campaign-choice.tsx';
import { NumberChoice } from '../numbers/number-choice.tsx';
import type { Days } from '../period/days.ts';
import { PeriodChoice } from '../period/period-choice.tsx';
import type { Period } from '../period/period.ts';
import { ReferenceFilter } from './reference-filter.tsx';
import { outcomes, type CallOutcome, type EndedCall } from './outcome.tsx';

/** The filter of the calls. `null` matches all. */
export interface Filter {
  readonly period: Period;
  readonly outcome: CallOutcome | null;
  readonly direction: EndedCall['direction'] | null;
  readonly agentId: string | null;
  readonly numberId: string | null;
  readonly campaignId: string | null;
  /** The caller's own reference. */
  readonly reference: string | null;
}

const ANY = '';
const anyOutcome = { value: ANY, label: 'Any outcome' };
const outcomeOptions = [
  anyOutcome,
  ...Object.entries(outcomes).map(([value, { text, means }]) => ({ value, label: text, description: means })),
];

const anyDirection = { value: ANY, label: 'Both directions' };
const directionOptions = [
  anyDirection,
  { value: 'inbound', label: 'Inbound' },
  { value: 'outbound', label: 'Outbound' },
];

interface Props {
  readonly of: Filter;
  /** The time zone of the days. */
  readonly days: Days;
  readonly onChange: (filter: Filter) => void;
}

/** Filters the calls by everything that the API supports. */
export function HistoryFilter({ of: filter, days, onChange }: Props) {
  const { period, outcome, direction, agentId, numberId, campaignId, reference } = filter;
  return (
    <div className="filters">
      <PeriodChoice
        period={period}
        days={days}
        onChange={(chosen) => onChange({ ...filter, period: chosen })}
      />
      <FormField label="Outcome">
        <Select
          selectedOption={outcomeOptions.find(({ value }) => value === outcome) ?? anyOutcome}
          options={outcomeOptions}
          onChange={({ detail }) =>
            onChange({ ...filter, outcome: (detail.selectedOption.value || null) as CallOutcome | null })
          }
        />
      </FormField>
      <FormField label="Direction">
        <Select
          selectedOption={directionOptions.find(({ value }) => value === direction) ?? anyDirection}
          options={directionOptions}
          onChange={({ detail }) =>
            onChange({ ...filter, direction: (detail.selectedOption.value || null) as Filter['direction'] })
          }
        />
      </FormField>
      <AgentChoice
        label="Agent"
        none="Any agent"
        agentId={agentId}
        problem={undefined}
        onChoose={(id) => onChange({ ...filter, agentId: id })}
      />
      <NumberChoice
        label="Number"
        none="Any number"
        numberId={numberId}
        problem={undefined}
        onChoose={(id) => onChange({ ...filter, numberId: id })}
      />
      <CampaignChoice
        label="Campaign"
        none="Any campaign"
        campaignId={campaignId}
        problem={undefined}
        onChoose={(id) => onChange({ ...filter, campaignId: id })}
      />
      {/* It starts anew when the address has another one. */}
      <ReferenceFilter
        key={reference}
        reference={reference}
        onChange={(chosen) => onChange({ ...filter, reference: chosen })}
      />
    </div>
  );
}
