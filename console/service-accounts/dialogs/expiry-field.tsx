import Button from '@cloudscape-design/components/button';
import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { dayName } from '../../format/time.tsx';
import { useZone, zoneName } from '../../format/zone.ts';
import { daysIn, localDay, shifted } from '../../period/days.ts';

/** The most common choices, in days from today. */
const usual = [
  { text: '30 days', days: 30 },
  { text: '90 days', days: 90 },
  { text: '1 year', days: 365 },
] as const;

interface Props {
  /** `2026-02-03`, as far as it is typed; empty for no expiry. */
  readonly day: string;
  readonly onType: (day: string) => void;
  readonly problem: string | undefined;
}

/** The last day on which a service account works, if any. */
export function ExpiryField({ day, onType, problem }: Props) {
  const zone = useZone();
  const today = daysIn(zone).today();
  return (
    <FormField
      label={
        <>
          Expires after <i>- optional</i>
        </>
      }
      description="The last day on which it works. Leave it empty for no expiry."
      constraintText={`Dates are in ${zoneName(zone)}. Today is ${dayName(Date.now())}.`}
      errorText={problem}
      secondaryControl={
        <SpaceBetween direction="horizontal" size="xs">
          {usual.map(({ text, days }) => (
            <Button key={text} formAction="none" onClick={() => onType(shifted(today, days))}>
              {text}
            </Button>
          ))}
        </SpaceBetween>
      }
    >
      <DatePicker
        value={day}
        format="iso"
        placeholder="YYYY-MM-DD"
        openCalendarAriaLabel={(chosen) => `Expires after: ${chosen ?? 'choose a day'}`}
        isDateEnabled={(midnight) => localDay(midnight) >= today}
        onChange={({ detail }) => onType(detail.value)}
      />
    </FormField>
  );
}
