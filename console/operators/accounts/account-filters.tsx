import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import { statusNames } from '../../account/status.tsx';

export const ANY = 'any';
export const statuses = [ANY, 'active', 'suspended', 'closed'] as const;
export type StatusChoice = (typeof statuses)[number];

const options = statuses.map((value) => ({
  value,
  label: value === ANY ? 'Any status' : statusNames[value],
}));

interface Props {
  readonly text: string;
  readonly status: StatusChoice;
  readonly countText: string;
  readonly onChange: (changed: { readonly find?: string; readonly status?: string }) => void;
}

/** The search field. It searches when the user stops typing. */
export function Filters({ text, status, countText, onChange }: Props) {
  const [typed, setTyped] = useState(text);
  const [seen, setSeen] = useState(text);
  const [wanted, setWanted] = useState(text);
  if (seen !== text) {
    setSeen(text);
    // It was changed from outside: by Back, or by the button that shows all.
    if (text !== wanted) {
      setWanted(text);
      setTyped(text);
    }
  }
  return (
    <div className="filters account-filters">
      <TextFilter
        filteringText={typed}
        filteringPlaceholder="Name, ID, email or telephone number"
        filteringAriaLabel="Find accounts"
        countText={countText}
        onChange={({ detail }) => setTyped(detail.filteringText)}
        onDelayedChange={({ detail }) => {
          setWanted(detail.filteringText);
          onChange({ find: detail.filteringText });
        }}
      />
      <FormField label="Status">
        <Select
          selectedOption={options.find(({ value }) => value === status) ?? null}
          options={options}
          onChange={({ detail: { selectedOption } }) =>
            onChange({ status: selectedOption.value === ANY ? '' : (selectedOption.value ?? '') })
          }
        />
      </FormField>
    </div>
  );
}
