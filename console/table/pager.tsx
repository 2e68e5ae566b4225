import Pagination, { type PaginationProps } from '@cloudscape-design/components/pagination';

/** The buttons for the other pages, if there are any. */
export const Pager = (props: PaginationProps) =>
  props.pagesCount > 1 || props.openEnd === true ? <Pagination {...props} /> : null;
