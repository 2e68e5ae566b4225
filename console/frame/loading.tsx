import StatusIndicator from '@cloudscape-design/components/status-indicator';

interface Props {
  readonly what: string;
  readonly lines?: number;
  /** Whether it takes the space of the coming content. If not, content below is shown only after it. */
  readonly isAsHigh?: boolean;
}

/** A placeholder for content that is loading, so that nothing moves when it comes. */
export const Loading = ({ what, lines = 3, isAsHigh = false }: Props) => (
  <div className="skeleton" {...(!isAsHigh && { 'data-height': 'unknown' })}>
    <span className="visually-hidden">
      <StatusIndicator type="loading">Loading {what}</StatusIndicator>
    </span>
    {Array.from({ length: lines }, (_, line) => (
      <div key={line} className="skeleton-line" aria-hidden="true" />
    ))}
  </div>
);
