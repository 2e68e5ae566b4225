import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { Totals } from '../../reports/totals.tsx';
import type { Inspected } from '../inspected.ts';
import { monthName } from '../month.ts';

/** The usage of an account in the current month. */
export const Usage = ({ of: usage }: { of: Inspected['usage'] }) => (
  <Container
    header={
      <Header variant="h2" description={`${monthName(usage.month)} until now, UTC`}>
        Usage this month
      </Header>
    }
  >
    <Totals of={usage} peakOf="Of any one environment" />
  </Container>
);
