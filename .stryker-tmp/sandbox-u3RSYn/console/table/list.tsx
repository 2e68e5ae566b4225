import Table from '@cloudscape-design/components/table';
import { Cards } from './cards.tsx';
import type { ListProps } from './list-props.ts';
import { useIsNarrow } from './narrow.ts';

/** A table; on a telephone, cards with the same contents, because columns would be cut off there. */
export function List<Item>({ name, columnDefinitions, ...props }: ListProps<Item>) {
  const isNarrow = useIsNarrow();
  if (isNarrow) return <Cards name={name} columnDefinitions={columnDefinitions} {...props} />;
  return (
    <Table
      {...props}
      columnDefinitions={columnDefinitions}
      variant="container"
      enableKeyboardNavigation
      ariaLabels={{ tableLabel: name }}
      {...(columnDefinitions.some(({ id }) => id === 'actions') && { stickyColumns: { last: 1 } })}
    />
  );
}
