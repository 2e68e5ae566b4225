import Box from '@cloudscape-design/components/box';
import type { ReactNode } from 'react';
import { figure } from '../format/figure.ts';
import { FactsGrid } from '../parts/facts-grid.tsx';
import { asRead, type Figures } from './usage.ts';

interface Props {
  readonly of: Figures;
  /** What the peak is about: the peak of several environments is not the sum of their peaks. */
  readonly peakOf: string;
}

/** The figures of a whole period. */
export function Totals({ of: { started, refused, expired, minutes, peak }, peakOf }: Props) {
  return (
    <FactsGrid
      columns={4}
      items={[
        {
          label: 'Calls started',
          value: <Figure text={figure(started)} note={`${figure(expired)} expired`} />,
        },
        {
          label: 'Starts refused',
          value: <Figure text={figure(refused)} note={refused > 0 && 'The limit was reached'} />,
        },
        { label: 'Minutes', value: <Figure text={asRead(minutes)} note="Of calls that have ended" /> },
        { label: 'Peak', value: <Figure text={figure(peak)} note={peakOf} /> },
      ]}
    />
  );
}

const Figure = ({ text, note }: { text: string; note: ReactNode }) => (
  <>
    <Box variant="awsui-value-large">{text}</Box>
    <Box fontSize="body-s" color="text-body-secondary">
      {note}
    </Box>
  </>
);
