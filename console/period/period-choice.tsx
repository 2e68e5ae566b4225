import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import { useState } from 'react';
import { dayAndClock } from '../format/time.tsx';
import { Segments } from '../parts/segments.tsx';
import { localDay, type Days } from './days.ts';
import { canBeShown, daysOf, recent, wrongIn, type Period, type Span } from './period.ts';

const ANY = 'any';
const CUSTOM = 'custom';
const SPAN = 'span';
const any = { id: ANY, text: 'Any time' } as const;
const options = [...recent.map(({ id, text }) => ({ id, text })), { id: CUSTOM, text: 'Custom' }] as const;

interface Props {
  /** Undefined for any time, where that is possible. */
  readonly period: Period | null;
  readonly days: Days;
  /** Called with valid periods only: while the typed one is not valid, the previous one stays. */
  readonly onChange: (period: Period) => void;
  /** Called when any time is chosen, where that is possible. */
  readonly onAny?: () => void;
}

/** Chooses a period: one that ends now, or one from one day to another. */
export function PeriodChoice({ period, days, onChange, onAny }: Props) {
  const [typed, setTyped] = useState<{ first: string; last: string } | undefined>(
    period !== null && 'first' in period ? period : undefined,
  );
  const span = typed === undefined && period !== null && 'since' in period ? period : undefined;
  const selected =
    typed !== undefined
      ? CUSTOM
      : period === null
        ? ANY
        : span !== undefined
          ? SPAN
          : 'recent' in period && period.recent;
  const wrong = typed === undefined ? {} : wrongIn(typed, days);
  const type = (dates: { first: string; last: string }) => {
    setTyped(dates);
    if (Object.keys(wrongIn(dates, days)).length === 0) onChange(dates);
  };
  const date = (field: 'first' | 'last', label: string, dates: { first: string; last: string }) => (
    <FormField label={label} errorText={wrong[field]}>
      <DatePicker
        value={dates[field]}
        format="iso"
        placeholder="YYYY-MM-DD"
        openCalendarAriaLabel={(chosen) => `${label}: ${chosen ?? 'choose a day'}`}
        isDateEnabled={(day) => canBeShown(localDay(day), days)}
        onChange={({ detail }) => type({ ...dates, [field]: detail.value })}
      />
    </FormField>
  );

  return (
    <>
      <Segments
        label="Period"
        selected={selected || CUSTOM}
        options={[
          ...(onAny === undefined ? [] : [any]),
          ...options,
          ...(span === undefined ? [] : [{ id: SPAN, text: spanName(span) } as const]),
        ]}
        onSelect={(id) => {
          // Starts with the days that are shown, so that they can be changed.
          if (id === CUSTOM) return type(daysOf(period ?? { recent: '7' }, days));
          setTyped(undefined);
          if (id === ANY) onAny?.();
          else if (id !== SPAN) onChange({ recent: id });
        }}
      />
      {typed !== undefined && (
        <div className="range">
          {date('first', 'From', typed)}
          {date('last', 'To', typed)}
        </div>
      )}
    </>
  );
}

/** “3 Feb 14:00–15:00”. */
const spanName = ({ since, until }: Span): string => {
  const [from, to] = [dayAndClock(Date.parse(since)), dayAndClock(Date.parse(until))];
  return `${from.day} ${from.clock}–${from.day === to.day ? '' : `${to.day} `}${to.clock}`;
};
