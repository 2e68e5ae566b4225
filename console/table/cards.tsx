import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Loading } from '../frame/loading.tsx';
import type { ListProps } from './list-props.ts';
import { SortChoice } from './sorting/sort-choice.tsx';

/** The rows of a list below each other, each cell with the heading of its column. */
export function Cards<Item>(props: ListProps<Item>) {
  const { name, items, loading = false, header, filter, empty, pagination, preferences, footer } = props;
  return (
    <Container header={header}>
      <SpaceBetween size="s">
        {filter}
        {items.length > 1 && <SortChoice {...props} />}
        {(pagination ?? preferences) !== undefined && (
          <div className="cards-pages">
            {pagination}
            {preferences}
          </div>
        )}
        {loading && <Loading what={`the ${name.toLowerCase()}`} lines={5} />}
        {!loading && items.length === 0 && empty}
        {!loading && items.length > 0 && (
          <ul className="cards" aria-label={name}>
            {items.map((item, index) => (
              <Card key={keyOf(item, props.trackBy) ?? index} of={item} {...props} />
            ))}
          </ul>
        )}
        {footer}
      </SpaceBetween>
    </Container>
  );
}

function Card<Item>({ of: item, columnDefinitions, columnDisplay }: ListProps<Item> & { of: Item }) {
  const isShown = (id: string | undefined) =>
    columnDisplay?.find((column) => column.id === id)?.visible !== false;
  const columns = columnDefinitions.filter(({ id }) => isShown(id));
  const title = columns.find(({ isRowHeader }) => isRowHeader) ?? columns[0];
  const actions = columns.find(({ id }) => id === 'actions');
  const facts = columns
    .filter((column) => column !== title && column !== actions)
    .map((column) => ({ id: column.id, header: column.header, content: column.cell(item) }))
    .filter(({ content }) => content !== NONE);
  return (
    <li>
      <div className="card-head">
        <div className="card-title">{title?.cell(item)}</div>
        {actions?.cell(item)}
      </div>
      <dl>
        {facts.map(({ id, header, content }) => (
          <div key={id}>
            <dt>{header}</dt>
            <dd>{content}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

/** Shown in a cell without content. */
const NONE = '–';

function keyOf<Item>(item: Item, trackBy: ListProps<Item>['trackBy']): string | undefined {
  if (typeof trackBy === 'function') return trackBy(item);
  return trackBy === undefined ? undefined : String(item[trackBy as keyof Item]);
}
