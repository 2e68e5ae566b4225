import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Failure } from '../api/failure.ts';
import { isWholeNumber } from '../format/whole-number.ts';
import type { Environment } from './environment-provider.tsx';
import { Missing } from '../parts/missing.tsx';
import { Preview } from '../plan/preview.tsx';
import { heldWith, useConcurrency } from '../plan/use-concurrency.ts';

/** An environment as it is typed. */
export interface Typed {
  readonly name: string;
  readonly maxConcurrentCalls: string;
  readonly reservedInboundCalls: string;
  readonly hidden: boolean;
  readonly critical: boolean;
}

export const blank: Typed = {
  name: '',
  maxConcurrentCalls: '',
  reservedInboundCalls: '0',
  hidden: false,
  critical: false,
};

export const typedOf = ({
  name,
  maxConcurrentCalls,
  reservedInboundCalls,
  hidden,
  critical,
}: Environment): Typed => ({
  name,
  maxConcurrentCalls: String(maxConcurrentCalls),
  reservedInboundCalls: String(reservedInboundCalls),
  hidden,
  critical,
});

/** The fields of the body, by the API's names. */
export const environmentFields = [
  'name',
  'maxConcurrentCalls',
  'reservedInboundCalls',
  'hidden',
  'critical',
] as const;

/** The same as the API accepts it. */
export const fieldsOf = (typed: Typed) => ({
  ...typed,
  maxConcurrentCalls: Number(typed.maxConcurrentCalls),
  reservedInboundCalls: Number(typed.reservedInboundCalls),
});

/** @param overPlan why the limit is over the plan, if it is; its field shows the reason */
export const notYet = (
  { name, maxConcurrentCalls, reservedInboundCalls }: Typed,
  overPlan: string | undefined,
): string | undefined => {
  if (name.trim() === '') return 'Enter a name.';
  if (!isWholeNumber(maxConcurrentCalls)) return 'Enter a limit: a whole number, 0 or more.';
  if (overPlan !== undefined) return 'Lower Max Concurrent Calls first.';
  return isWholeNumber(reservedInboundCalls)
    ? undefined
    : 'Enter the reserved slots: a whole number, 0 or more.';
};

interface Props {
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
  readonly problems: Failure['fields'];
  /** Why the limit is over the plan, if it is. */
  readonly overPlan: string | undefined;
  /** The environment that is edited; undefined for a new one. */
  readonly environmentId?: string;
}

export function EnvironmentFields({ typed, onType, problems, overPlan, environmentId }: Props) {
  const { name, maxConcurrentCalls, reservedInboundCalls, hidden, critical } = typed;
  const problemOf = (field: 'maxConcurrentCalls' | 'reservedInboundCalls') =>
    typed[field] !== '' && !isWholeNumber(typed[field])
      ? 'Enter a whole number, 0 or more.'
      : problems[field];
  return (
    <SpaceBetween size="l">
      <FormField
        label="Environment Name"
        constraintText="Up to 64 letters, digits, spaces, hyphens, underscores and periods."
        errorText={problems['name']}
      >
        <Input
          ariaRequired
          value={name}
          onChange={({ detail }) => onType({ ...typed, name: detail.value })}
        />
      </FormField>
      <FormField
        label="Max Concurrent Calls"
        constraintText="How many calls can run at the same time. With 0, new calls are rejected."
        errorText={overPlan ?? problemOf('maxConcurrentCalls')}
      >
        <Input
          type="number"
          inputMode="numeric"
          step={1}
          ariaRequired
          value={maxConcurrentCalls}
          onChange={({ detail }) => onType({ ...typed, maxConcurrentCalls: detail.value })}
        />
      </FormField>
      <LivePreview limit={maxConcurrentCalls} isOver={overPlan !== undefined} environmentId={environmentId} />
      <FormField
        label="Reserved for inbound"
        constraintText="Slots only inbound calls can use."
        errorText={problemOf('reservedInboundCalls')}
      >
        <Input
          type="number"
          inputMode="numeric"
          step={1}
          ariaRequired
          value={reservedInboundCalls}
          onChange={({ detail }) => onType({ ...typed, reservedInboundCalls: detail.value })}
        />
      </FormField>
      <Effect limit={maxConcurrentCalls} reserved={reservedInboundCalls} />
      <Checkbox
        checked={hidden}
        onChange={({ detail }) => onType({ ...typed, hidden: detail.checked })}
        description="Not shown in the environment selector. It still takes calls and counts toward the plan."
      >
        Hidden
      </Checkbox>
      <Checkbox
        checked={critical}
        onChange={({ detail }) => onType({ ...typed, critical: detail.checked })}
        description="Marked wherever it is shown. Destructive actions ask for its name first."
      >
        Critical
      </Checkbox>
    </SpaceBetween>
  );
}

interface PreviewProps {
  readonly limit: string;
  /** Whether the limit is over the plan. The field says so: only the current state of the plan is shown then. */
  readonly isOver: boolean;
  readonly environmentId: string | undefined;
}

function LivePreview({ limit, isOver, environmentId }: PreviewProps) {
  const concurrency = useConcurrency();
  const { data } = concurrency;
  if (data === undefined) return <Missing what="the plan" of={concurrency} />;
  const share = data.environments.find((candidate) => candidate.environmentId === environmentId);
  // Shown from the start, so that nothing moves under the pointer once a limit is typed.
  const { activeCalls, allocatedConcurrentCalls } = share ?? { activeCalls: 0, allocatedConcurrentCalls: 0 };
  const held = heldWith(isWholeNumber(limit) ? Number(limit) : 0, { activeCalls });
  return (
    <SpaceBetween size="xs">
      {isOver ? (
        <Preview when="Now" allocated={data.allocated} of={data.plan.maxConcurrentCalls} />
      ) : (
        <Preview
          allocated={data.allocated - allocatedConcurrentCalls + held}
          of={data.plan.maxConcurrentCalls}
        />
      )}
      {isWholeNumber(limit) && activeCalls > Number(limit) && (
        <StatusIndicator type="warning">{aboveLimit(activeCalls, Number(limit))}</StatusIndicator>
      )}
    </SpaceBetween>
  );
}

/** What happens to running calls when the limit becomes lower than their number. */
const aboveLimit = (running: number, limit: number): string =>
  [
    running === 1 ? '1 call is running and continues.' : `${running} calls are running and continue.`,
    limit === 0 ? 'New calls are rejected.' : `New calls are rejected until fewer than ${limit} are running.`,
    'Their slots return to the plan as they end.',
  ].join(' ');

/** What the reserve leaves to outbound calls. */
function Effect({ limit, reserved }: { limit: string; reserved: string }) {
  const known = isWholeNumber(limit) && isWholeNumber(reserved);
  const most = Number(limit) - Number(reserved);
  return (
    <div role="status">
      <StatusIndicator type={known && most <= 0 ? 'warning' : 'info'}>
        {!known
          ? 'Outbound calls can use the slots that are not reserved'
          : most > 0
            ? `Outbound calls: up to ${most} at a time`
            : 'Outbound calls will be rejected'}
      </StatusIndicator>
    </div>
  );
}
