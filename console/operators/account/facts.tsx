import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { limits } from '../../../lib/api/limits.ts';
import { Status } from '../../account/status.tsx';
import { figure } from '../../format/figure.ts';
import { At, FromNow } from '../../format/time.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import type { Inspected } from '../inspected.ts';
import { FactsGrid } from '../../parts/facts-grid.tsx';

/** The facts of an account, and its status. */
export const Facts = ({ of: account }: { of: Inspected }) => (
  <Container header={<Header variant="h2">Account</Header>}>
    <FactsGrid columns={4} items={[...standing(account), ...facts(account)]} />
  </Container>
);

function standing({ status, statusReason, statusSince, purgeAt }: Inspected) {
  return [
    { label: 'Status', value: <Status of={status} /> },
    ...(statusSince === null ? [] : [{ label: 'Since', value: <At time={statusSince} /> }]),
    ...(statusReason === null ? [] : [{ label: 'Reason', value: <q className="said">{statusReason}</q> }]),
    ...(purgeAt === null
      ? []
      : [
          {
            label: 'Removed for good',
            value: (
              <>
                <At time={purgeAt} />, <FromNow time={purgeAt} />
              </>
            ),
          },
        ]),
  ];
}

function facts({ plan, allocatedConcurrentCalls, members, createdAt, createdBy, ...account }: Inspected) {
  const creator = members.find(({ userId }) => userId === createdBy);
  return [
    { label: 'Plan', value: `${plan.name}: ${figure(plan.maxConcurrentCalls)} concurrent calls` },
    {
      label: 'Allocated',
      value: `${figure(allocatedConcurrentCalls)} of ${figure(plan.maxConcurrentCalls)}`,
    },
    { label: 'Environments', value: `${account.environmentCount} of ${limits.environments}` },
    { label: 'Users', value: `${account.userCount} of ${limits.users}` },
    { label: 'Created At', value: <At time={createdAt} /> },
    {
      label: 'Created by',
      value: creator === undefined ? <Copyable text={createdBy} what="user ID" cut /> : creator.name,
    },
  ];
}
