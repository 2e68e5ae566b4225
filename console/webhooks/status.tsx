import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { Delivery, Webhook } from './webhook.ts';

export function WebhookStatus({ of: { enabled, disabledReason } }: { of: Webhook }) {
  if (enabled) return <StatusIndicator type="success">Enabled</StatusIndicator>;
  return disabledReason === 'failing' ? (
    <StatusIndicator type="error">Disabled: it failed for three days</StatusIndicator>
  ) : (
    <StatusIndicator type="stopped">Disabled</StatusIndicator>
  );
}

const shown: Readonly<Record<Delivery['status'], [StatusIndicatorProps.Type, string]>> = {
  pending: ['pending', 'Pending'],
  delivered: ['success', 'Delivered'],
  failed: ['error', 'Failed'],
};

export function DeliveryStatus({ of: { status, attemptCount } }: { of: Delivery }) {
  if (status === 'pending' && attemptCount > 0) {
    const tried = attemptCount === 1 ? '1 attempt failed' : `${attemptCount} attempts failed`;
    return <StatusIndicator type="warning">Retrying: {tried}</StatusIndicator>;
  }
  const [type, text] = shown[status];
  return <StatusIndicator type={type}>{text}</StatusIndicator>;
}
