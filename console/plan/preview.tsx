import StatusIndicator from '@cloudscape-design/components/status-indicator';

interface Props {
  readonly when?: 'After this change' | 'Now';
  /** How much of the plan would be allocated. */
  readonly allocated: number;
  readonly of: number;
}

/** “After this change: 38 of 40 allocated, 2 not allocated.” A screen reader says it whenever it changes. */
export function Preview({ when = 'After this change', allocated, of }: Props) {
  const over = allocated - of;
  return (
    <div role="status">
      <StatusIndicator type={over > 0 ? 'warning' : 'info'}>
        {when}: {allocated} of {of} allocated,{' '}
        {over > 0 ? `${over} more than the plan allows` : `${of - allocated} not allocated`}
      </StatusIndicator>
    </div>
  );
}
