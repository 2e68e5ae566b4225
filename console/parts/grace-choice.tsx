import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';

const graces = [
  { value: '0', label: 'Not at all: it stops at once' },
  { value: '3600', label: '1 hour' },
  { value: '86400', label: '24 hours' },
  { value: '604800', label: '7 days' },
];

/** The default, in seconds. */
export const A_DAY = 86_400;

interface Props {
  /** What is replaced: “key”. */
  readonly what: string;
  readonly description: string;
  readonly seconds: number;
  readonly onChoose: (seconds: number) => void;
}

/** How long the old key or secret keeps working. */
export const GraceChoice = ({ what, description, seconds, onChoose }: Props) => (
  <FormField label={`How long should the current ${what} keep working?`} description={description}>
    <Select
      selectedOption={graces.find(({ value }) => value === String(seconds)) ?? null}
      options={graces}
      onChange={({ detail }) => onChoose(Number(detail.selectedOption.value))}
    />
  </FormField>
);
