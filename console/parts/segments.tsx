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

/** One of a few, side by side; where that is too narrow, one below the other in a list. The label is there once on either. */
export function Segments<Id extends string>({ label, selected, options, onSelect }: Props<Id>) {
  const id = useId();
  return (
    <FormField label={<span id={id}>{label}</span>}>
      <SegmentedControl
        ariaLabelledby={id}
        selectedId={selected}
        options={options}
        onChange={({ detail }) => onSelect(detail.selectedId as Id)}
      />
    </FormField>
  );
}
