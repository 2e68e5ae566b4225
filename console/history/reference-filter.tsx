import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';

/** A caller's reference, as the API accepts it. */
export const isReference = (typed: string): boolean => /^[\x21-\x7e]{1,128}$/.test(typed);

interface Props {
  readonly reference: string | null;
  readonly onChange: (reference: string | null) => void;
}

/** Filters by the reference of a call. It searches with Enter, or when the field is left. */
export function ReferenceFilter({ reference, onChange }: Props) {
  const [typed, setTyped] = useState(reference ?? '');
  const text = typed.trim();
  const isWrong = text !== '' && !isReference(text);
  const search = () => {
    if (!isWrong && text !== (reference ?? '')) onChange(text === '' ? null : text);
  };
  return (
    <FormField label="Reference" {...(isWrong && { errorText: 'At most 128 characters, without spaces.' })}>
      <Input
        type="search"
        value={typed}
        placeholder="Any reference"
        clearAriaLabel="Clear the reference"
        onChange={({ detail }) => {
          setTyped(detail.value);
          if (detail.value === '') onChange(null);
        }}
        onBlur={search}
        onKeyDown={({ detail }) => {
          if (detail.key === 'Enter') search();
        }}
      />
    </FormField>
  );
}
