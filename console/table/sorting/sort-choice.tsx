import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import type { ListProps } from '../list-props.ts';

/** Sorts a list that has no headings to click on. */
export function SortChoice<Item>({
  columnDefinitions,
  sortingColumn,
  sortingDescending = false,
  onSortingChange,
}: ListProps<Item>) {
  const sortable = columnDefinitions.filter(
    ({ sortingField, sortingComparator }) => (sortingField ?? sortingComparator) !== undefined,
  );
  if (sortable.length === 0 || onSortingChange === undefined) return null;
  const options = sortable.flatMap(({ id = '', header }) => {
    const label = typeof header === 'string' ? header : id;
    return [
      { value: id, label },
      { value: `-${id}`, label: `${label}, descending` },
    ];
  });
  const by = sortable.find(
    ({ sortingField, sortingComparator }) =>
      (sortingField !== undefined && sortingField === sortingColumn?.sortingField) ||
      (sortingComparator !== undefined && sortingComparator === sortingColumn?.sortingComparator),
  );
  const chosen = by && `${sortingDescending ? '-' : ''}${by.id ?? ''}`;
  return (
    <FormField label="Sort by">
      <Select
        selectedOption={options.find(({ value }) => value === chosen) ?? null}
        placeholder="Default order"
        options={options}
        onChange={({ detail: { selectedOption } }) => {
          const value = selectedOption.value ?? '';
          const isDescending = value.startsWith('-');
          const column = sortable.find(({ id }) => id === value.replace(/^-/, ''));
          if (column === undefined) return;
          onSortingChange(new CustomEvent('sort', { detail: { sortingColumn: column, isDescending } }));
        }}
      />
    </FormField>
  );
}
