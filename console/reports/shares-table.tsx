import Header from '@cloudscape-design/components/header';
import { List } from '../table/list.tsx';
import { useSorted } from '../table/sorting/use-sorted.ts';
import { Figure } from '../table/figure-cell.tsx';
import { asRead, type AccountUsage } from './usage.ts';

type Share = AccountUsage['environments'][number];

/** Each environment's share of the usage of the account. */
export function SharesTable({ usage: { environments, totals } }: { usage: AccountUsage }) {
  const sorted = useSorted(environments);
  return (
    <List
      {...sorted}
      trackBy="environmentId"
      name="Usage by environment"
      header={
        <Header variant="h2" description="Includes deleted environments that can still be restored.">
          Environments
        </Header>
      }
      columnDefinitions={[
        {
          id: 'name',
          header: 'Environment',
          sortingField: 'name',
          isRowHeader: true,
          cell: ({ name, status }) => (status === 'deleted' ? `${name} (deleted)` : name),
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
          header: 'Starts refused',
          sortingField: 'refused',
          cell: ({ refused }) => <Figure of={refused} />,
        },
        {
          id: 'expired',
          header: 'Expired',
          sortingField: 'expired',
          cell: ({ expired }) => <Figure of={expired} />,
        },
        { id: 'peak', header: 'Peak', sortingField: 'peak', cell: ({ peak }) => <Figure of={peak} /> },
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
