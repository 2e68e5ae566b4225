import Table from '@cloudscape-design/components/table';
import { Cards } from './cards.tsx';
import { useKept } from './kept.tsx';
import type { Column, ListProps } from './list-props.ts';
import { useIsNarrow } from './narrow.ts';
import { useHasWidth } from './width.ts';

/** A table with the columns for which there is enough space; on a phone, cards with the same content, because columns would be cut off there. */
export function List<Item>({ name, columnDefinitions, ...props }: ListProps<Item>) {
  const isNarrow = useIsNarrow();
  const hasWidth = useHasWidth();
  const { kept, slot } = useKept(props.preferences);
  return (
    <>
      {kept}
      {isNarrow ? (
        <Cards name={name} columnDefinitions={columnDefinitions} {...props} preferences={slot} />
      ) : (
        <div className="list" {...(props.loading === true && { 'data-height': 'unknown' })}>
          <Table
            {...props}
            preferences={slot}
            columnDefinitions={columnDefinitions.filter(({ from }) => hasWidth(from)).map(aligned)}
            variant="container"
            enableKeyboardNavigation
            ariaLabels={{ tableLabel: name }}
            {...(columnDefinitions.some(({ id }) => id === 'actions') && { stickyColumns: { last: 1 } })}
          />
        </div>
      )}
    </>
  );
}

const aligned = <Item,>({ isFigure = false, from: _, ...column }: Column<Item>) =>
  isFigure ? { ...column, header: <span className="figure-head">{column.header}</span> } : column;
