import StatusIndicator from '@cloudscape-design/components/status-indicator';

/** Where something will be: its outline, so that nothing moves when it comes. */
export const Loading = ({ what, lines = 3 }: { what: string; lines?: number }) => (
  <div className="skeleton">
    <span className="visually-hidden">
      <StatusIndicator type="loading">Loading {what}</StatusIndicator>
    </span>
    {Array.from({ length: lines }, (_, line) => (
      <div key={line} className="skeleton-line" aria-hidden="true" />
    ))}
  </div>
);
