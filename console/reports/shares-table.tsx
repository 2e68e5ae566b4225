import Header from '@cloudscape-design/components/header';
import { List } from '../table/list.tsx';
import { useSorted } from '../table/sorting/use-sorted.ts';
import { Figure } from '../table/figure-cell.tsx';
import { asRead, isEmpty, type AccountUsage, type Figures } from './usage.ts';

/** The usage of an environment, or of all that are permanently deleted. */
interface Share extends Figures {
  readonly id: string;
  readonly name: string;
}

const sharesOf = ({ environments, purged }: AccountUsage): Share[] => [
  ...environments.map(({ environmentId, name, status, ...figures }) => ({
    id: environmentId,
    name: status === 'deleted' ? `${name} (deleted)` : name,
    ...figures,
  })),
  ...(purged === undefined || isEmpty(purged)
    ? []
    : [{ id: 'purged', name: 'Permanently deleted environments', ...purged }]),
];

/** Each environment's share of the usage of the account. */
export function SharesTable({ usage }: { usage: AccountUsage }) {
  const { totals } = usage;
  const sorted = useSorted(sharesOf(usage));
  return (
    <List
      {...sorted}
      trackBy="id"
      name="Usage by environment"
      header={
        <Header variant="h2" description="Includes deleted environments.">
          Environments
        </Header>
      }
      columnDefinitions={[
        {
          id: 'name',
          header: 'Environment',
          sortingField: 'name',
          isRowHeader: true,
          cell: ({ name }) => name,
        },
        {
          id: 'started',
          header: 'Calls started',
          sortingField: 'started',
          cell: (share) => <Part of={share} by="started" in={totals} />,
        },
        {
          id: 'minutes',
          header: 'Minutes',
          sortingField: 'minutes',
          cell: (share) => <Part of={share} by="minutes" in={totals} />,
        },
        {
          id: 'refused',
          isFigure: true,
          header: 'Starts refused',
          sortingField: 'refused',
          cell: ({ refused }) => <Figure of={refused} />,
        },
        {
          id: 'expired',
          isFigure: true,
          header: 'Expired',
          sortingField: 'expired',
          cell: ({ expired }) => <Figure of={expired} />,
        },
        {
          id: 'peak',
          isFigure: true,
          header: 'Peak',
          sortingField: 'peak',
          cell: ({ peak }) => <Figure of={peak} />,
        },
      ]}
    />
  );
}

interface PartProps {
  readonly of: Share;
  readonly by: 'started' | 'minutes';
  readonly in: AccountUsage['totals'];
}

/** A figure of an environment, and its share of the account's figure, as a bar and in words. */
function Part({ of, by, in: totals }: PartProps) {
  const percent = totals[by] === 0 ? 0 : (100 * of[by]) / totals[by];
  return (
    <span className="part">
      <span className="figure-cell">{asRead(of[by])}</span>
      <span className="bar" aria-hidden="true">
        <span style={{ inlineSize: `${percent}%` }} />
      </span>
      <span className="soft">{asRead(percent)}%</span>
    </span>
  );
}
