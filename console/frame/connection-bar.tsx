import Alert from '@cloudscape-design/components/alert';
import { useSilentSince } from '../api/connectivity.ts';
import { useConnection } from '../api/provider.tsx';
import { clock } from '../format/time.tsx';

/** Says on every page that its data is no longer updated. */
export function ConnectionBar() {
  const { connectivity } = useConnection();
  const since = useSilentSince(connectivity);
  if (since === undefined) return null;
  return (
    <div role="alert">
      <Alert type="warning">No connection since {clock(since)}. You see the state from then.</Alert>
    </div>
  );
}
