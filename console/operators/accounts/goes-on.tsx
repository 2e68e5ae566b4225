import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';

interface Props {
  /** Of what, in the plural. */
  readonly what: string;
  readonly isSearching: boolean;
  readonly goOn: (() => void) | undefined;
}

/** Says that a search has not covered everything yet, and continues it. */
export function GoesOn({ what, isSearching, goOn }: Props) {
  if (isSearching) {
    return (
      <div role="status">
        <StatusIndicator type="loading">Searching further</StatusIndicator>
      </div>
    );
  }
  if (goOn === undefined) return null;
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <span role="status">Not all {what} were searched.</span>
      <Button onClick={goOn}>Continue searching</Button>
    </SpaceBetween>
  );
}
