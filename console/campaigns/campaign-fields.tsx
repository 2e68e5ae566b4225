import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { AgentChoice } from '../agents/agent-choice.tsx';
import type { Failure } from '../api/failure.ts';
import { NumberChoice } from '../numbers/number-choice.tsx';
import { isWholeNumber } from '../format/whole-number.ts';
import { useHome } from '../resources/home.tsx';

/** A campaign as it is typed. */
export interface Typed {
  readonly name: string;
  readonly agentId: string | null;
  readonly numberId: string | null;
  /** null for no limit of its own. */
  readonly limit: string | null;
}

/** The fields of the body, by the API's names. */
export const campaignFields = ['name', 'agentId', 'numberId', 'maxConcurrentCalls'] as const;

const isLimit = (typed: string): boolean => isWholeNumber(typed) && Number(typed) >= 1;
const NO_LIMIT = 'Enter a whole number, 1 or more.';

export const notYet = ({ name, agentId, numberId, limit }: Typed): string | undefined => {
  if (name.trim() === '') return 'Enter a name first.';
  if (agentId === null) return 'Choose an agent first.';
  if (numberId === null) return 'Choose a number first.';
  return limit === null || isLimit(limit) ? undefined : NO_LIMIT;
};

export const limitAsNumber = (limit: string | null): number | null => (limit === null ? null : Number(limit));

/** The typed values, once they are complete. */
export const bodyOf = ({ name, agentId, numberId, limit }: Typed) => ({
  name,
  agentId: agentId ?? '',
  numberId: numberId ?? '',
  maxConcurrentCalls: limitAsNumber(limit),
});

interface Props {
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
  readonly problems: Failure['fields'];
}

export function CampaignFields({ typed, onType, problems }: Props) {
  const { name, agentId, numberId, limit } = typed;
  return (
    <SpaceBetween size="l">
      <FormField label="Name" errorText={problems['name']}>
        <Input
          ariaRequired
          value={name}
          onChange={({ detail }) => onType({ ...typed, name: detail.value })}
        />
      </FormField>
      <AgentChoice
        label="Agent"
        constraintText="Agent for these calls."
        agentId={agentId}
        onChoose={(chosen) => onType({ ...typed, agentId: chosen })}
        problem={problems['agentId']}
      />
      <NumberChoice
        label="Number"
        constraintText="Caller ID."
        numberId={numberId}
        onChoose={(chosen) => onType({ ...typed, numberId: chosen })}
        problem={problems['numberId']}
      />
      <Limit
        limit={limit}
        onType={(changed) => onType({ ...typed, limit: changed })}
        problem={problems['maxConcurrentCalls']}
      />
    </SpaceBetween>
  );
}

interface LimitProps {
  readonly limit: string | null;
  readonly onType: (limit: string | null) => void;
  readonly problem: string | undefined;
}

function Limit({ limit, onType, problem }: LimitProps) {
  const { environment } = useHome();
  const bad = limit !== null && limit !== '' && !isLimit(limit);
  return (
    <SpaceBetween size="xs">
      <FormField
        label="Max Concurrent Calls"
        constraintText={`How many of its calls can run at the same time, within the ${environment.maxConcurrentCalls} of ${environment.name}.`}
        errorText={bad ? NO_LIMIT : problem}
      >
        <Input
          type="number"
          inputMode="numeric"
          step={1}
          disabled={limit === null}
          value={limit ?? ''}
          onChange={({ detail }) => onType(detail.value)}
        />
      </FormField>
      <Checkbox checked={limit === null} onChange={({ detail }) => onType(detail.checked ? null : '')}>
        No limit of its own
      </Checkbox>
    </SpaceBetween>
  );
}
