import type { Column } from '../../table/list-props.ts';
import { Status } from '../../account/status.tsx';
import type { ItemOf } from '../../api/use-api.ts';
import { figure } from '../../format/figure.ts';
import { Name } from '../../format/name.tsx';
import { At } from '../../format/time.tsx';
import { OPERATOR } from '../../place/pages.ts';
import { To } from '../../place/page-link.tsx';
import { Figure } from '../../table/figure-cell.tsx';

type Account = ItemOf<'findAccounts'>;

export const pathOf = (accountId: string): string => `${OPERATOR.path}/accounts/${accountId}`;

export const columnDefinitions: Column<Account>[] = [
  {
    id: 'name',
    header: 'Account',
    isRowHeader: true,
    cell: ({ id, name }) => (
      <To path={pathOf(id)}>
        <Name text={name} />
      </To>
    ),
  },
  { id: 'status', header: 'Status', cell: ({ status }) => <Status of={status} /> },
  { id: 'plan', header: 'Plan', cell: ({ plan }) => <Name text={plan.name} /> },
  {
    id: 'allocated',
    header: 'Allocated',
    cell: ({ plan, allocatedConcurrentCalls: allocated }) =>
      `${figure(allocated)} of ${figure(plan.maxConcurrentCalls)}`,
  },
  {
    id: 'environments',
    isFigure: true,
    header: 'Environments',
    cell: ({ environmentCount }) => <Figure of={environmentCount} />,
  },
  { id: 'users', isFigure: true, header: 'Users', cell: ({ userCount }) => <Figure of={userCount} /> },
  { id: 'createdAt', header: 'Created At', cell: ({ createdAt }) => <At time={createdAt} /> },
];
