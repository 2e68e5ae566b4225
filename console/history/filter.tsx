import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { AgentChoice } from '../agents/agent-choice.tsx';
import { CampaignChoice } from '../campaigns/campaign-choice.tsx';
import { NumberChoice } from '../numbers/number-choice.tsx';
import { localDays } from '../period/days.ts';
import { PeriodChoice } from '../period/period-choice.tsx';
import type { Period } from '../period/period.ts';
import { outcomes, type CallOutcome } from './outcome.tsx';

/** Which calls are shown. `null` lets all through. */
export interface Filter {
  readonly period: Period;
  readonly outcome: CallOutcome | null;
  readonly agentId: string | null;
  readonly numberId: string | null;
  readonly campaignId: string | null;
}

const ANY = '';
const anyOutcome = { value: ANY, label: 'Any outcome' };
const outcomeOptions = [
  anyOutcome,
  ...Object.entries(outcomes).map(([value, { text, means }]) => ({ value, label: text, description: means })),
];

/** Narrows what is shown, by all that the API can look for. */
export function HistoryFilter({ of: filter, onChange }: { of: Filter; onChange: (filter: Filter) => void }) {
  const { period, outcome, agentId, numberId, campaignId } = filter;
  return (
    <div className="filters">
      <PeriodChoice
        period={period}
        days={localDays}
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
    </div>
  );
}
