import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { AccountStatus } from './account.ts';

export const statusNames: Readonly<Record<AccountStatus, string>> = {
  active: 'Active',
  suspended: 'Suspended',
  closed: 'Closed',
};

const types: Readonly<Record<AccountStatus, StatusIndicatorProps.Type>> = {
  active: 'success',
  suspended: 'warning',
  closed: 'stopped',
};

export const Status = ({ of }: { of: AccountStatus }) => (
  <StatusIndicator type={types[of]}>{statusNames[of]}</StatusIndicator>
);
