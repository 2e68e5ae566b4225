import Pagination, { type PaginationProps } from '@cloudscape-design/components/pagination';

/** The way to the other pages, where there are any. */
export const Pager = (props: PaginationProps) =>
  props.pagesCount > 1 || props.openEnd === true ? <Pagination {...props} /> : null;
