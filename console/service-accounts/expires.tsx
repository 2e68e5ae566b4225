import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { At, FromNow } from '../format/time.tsx';
import { expiryState, type ServiceAccount } from './service-account.ts';

/** When a service account expires; a warning when that is near, or past. */
export function Expires({ of, now }: { of: ServiceAccount; now: number }) {
  const { expiresAt } = of;
  if (expiresAt === null) return 'No expiry';
  switch (expiryState(of, now)) {
    case 'past':
      return (
        <StatusIndicator type="error">
          Expired <FromNow time={expiresAt} now={now} />
        </StatusIndicator>
      );
    case 'soon':
      return (
        <StatusIndicator type="warning" iconAriaLabel="Warning">
          <FromNow time={expiresAt} now={now} />
        </StatusIndicator>
      );
    default:
      return <At time={expiresAt} />;
  }
}
