import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import type { Failure } from '../api/failure.ts';

interface Option {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}

interface List<Item> {
  readonly items: readonly Item[] | undefined;
  readonly error: Failure | Error | null;
  readonly hasNextPage: boolean;
  readonly isPending: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
  readonly refetch: () => unknown;
}

interface Props<Item> {
  readonly label: string;
  /** In the plural: “agents”. */
  readonly of: string;
  readonly list: List<Item>;
  readonly optionOf: (item: Item) => Option;
  /** The chosen id, which may not be in the loaded part of the list. */
  readonly chosen: Option | null;
  /** The text when nothing is chosen, where that is possible. */
  readonly none?: string | undefined;
  readonly onChoose: (id: string | null) => void;
  readonly constraintText?: string | undefined;
  readonly problem: string | undefined;
}

const NONE = '';

/** Chooses one item from a list that is loaded as the user scrolls. */
export function Choice<Item>({
  label,
  of,
  list,
  optionOf,
  chosen,
  none,
  onChoose,
  constraintText,
  problem,
}: Props<Item>) {
  const { items = [], error, hasNextPage, isPending, isFetchingNextPage, fetchNextPage, refetch } = list;
  const loading = isPending || isFetchingNextPage;
  const noneOption = none === undefined ? undefined : { value: NONE, label: none };
  return (
    <FormField label={label} constraintText={constraintText} errorText={problem}>
      <Select
        ariaRequired={none === undefined}
        placeholder="Choose one"
        selectedOption={chosen ?? noneOption ?? null}
        options={[...(noneOption ? [noneOption] : []), ...items.map(optionOf)]}
        empty={`No ${of} in this environment yet: create the first one on the page “${of.charAt(0).toUpperCase()}${of.slice(1)}”.`}
        filteringType="auto"
        filteringAriaLabel={`Find ${of}`}
        noMatch="No matches"
        statusType={loading ? 'loading' : error !== null ? 'error' : hasNextPage ? 'pending' : 'finished'}
        loadingText={`Loading ${of}`}
        errorText={`The ${of} could not be loaded.`}
        recoveryText="Try again"
        onLoadItems={({ detail: { firstPage, samePage, filteringText } }) => {
          if (samePage) refetch();
          // When it is opened the first page is already loaded.
          else if (hasNextPage && !loading && (!firstPage || filteringText !== '')) fetchNextPage();
        }}
        onChange={({ detail }) => onChoose(detail.selectedOption.value || null)}
      />
    </FormField>
  );
}
