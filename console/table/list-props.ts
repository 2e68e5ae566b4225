import type { TableProps } from '@cloudscape-design/components/table';
import type { Width } from './width.ts';

export interface Column<Item> extends TableProps.ColumnDefinition<Item> {
  /** Whether it has figures: they are aligned at the end, and so is the heading. */
  readonly isFigure?: boolean;
  /** The width of the page from which on a table shows it, if it is one of the lesser columns. Cards show it always. */
  readonly from?: Width;
}

export interface ListProps<Item> extends Pick<
  TableProps<Item>,
  | 'items'
  | 'trackBy'
  | 'loading'
  | 'loadingText'
  | 'header'
  | 'filter'
  | 'empty'
  | 'pagination'
  | 'preferences'
  | 'footer'
  | 'columnDisplay'
  | 'sortingColumn'
  | 'sortingDescending'
  | 'onSortingChange'
  | 'wrapLines'
  | 'renderAriaLive'
> {
  /** What it lists, in the plural: “Agents”. */
  readonly name: string;
  /** The one with the id `actions` holds the menu of the row. */
  readonly columnDefinitions: readonly Column<Item>[];
}
