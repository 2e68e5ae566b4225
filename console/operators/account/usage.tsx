import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { figure } from '../../format/figure.ts';
import type { Inspected } from '../inspected.ts';
import { monthName } from '../month.ts';
import { FactsGrid } from '../../parts/facts-grid.tsx';

/** The usage of an account in the current month. */
export function Usage({ of: usage }: { of: Inspected['usage'] }) {
  return (
    <Container
      header={
        <Header variant="h2" description={`${monthName(usage.month)} until now, UTC`}>
          Usage this month
        </Header>
      }
    >
      <FactsGrid
        columns={5}
        items={[
          { label: 'Calls started', value: figure(usage.started) },
          { label: 'Starts refused', value: figure(usage.refused) },
          { label: 'Expired', value: figure(usage.expired) },
          { label: 'Minutes', value: figure(Math.round(usage.minutes)) },
          { label: 'Highest peak in one environment', value: figure(usage.peak) },
        ]}
      />
    </Container>
  );
}
