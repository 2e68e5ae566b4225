import { At, duration } from '../format/time.tsx';
import { Outcome, type EndedCall } from '../history/outcome.tsx';

export const startedColumn = {
  id: 'startedAt',
  header: 'Started At',
  cell: ({ startedAt }: EndedCall) => <At time={startedAt} />,
};

export const durationColumn = {
  id: 'duration',
  isFigure: true,
  header: 'Duration',
  cell: ({ durationSeconds }: EndedCall) => (
    <span className="figure-cell">{duration(durationSeconds * 1_000)}</span>
  ),
};

export const outcomeColumn = {
  id: 'outcome',
  header: 'Outcome',
  cell: ({ outcome }: EndedCall) => <Outcome of={outcome} />,
};
