import FormField from '@cloudscape-design/components/form-field';
import SegmentedControl, {
  type SegmentedControlProps,
} from '@cloudscape-design/components/segmented-control';
import { useId } from 'react';

interface Props<Id extends string> {
  readonly label: string;
  readonly selected: Id;
  readonly options: readonly (SegmentedControlProps.Option & { readonly id: Id })[];
  readonly onSelect: (id: Id) => void;
}

/** A longer name would push the other segments off the screen of a phone. */
const MOST = 24;

const cut = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text);

/** A choice of a few options, side by side, or as a list where there is not enough space. Both show the label once. */
export function Segments<Id extends string>({ label, selected, options, onSelect }: Props<Id>) {
  const id = useId();
  return (
    <FormField label={<span id={id}>{label}</span>}>
      <SegmentedControl
        ariaLabelledby={id}
        selectedId={selected}
        options={options.map((option) => ({ ...option, text: cut(option.text ?? option.id) }))}
        onChange={({ detail }) => onSelect(detail.selectedId as Id)}
      />
    </FormField>
  );
}
