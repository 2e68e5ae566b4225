import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { CampaignStatus } from './campaign.ts';

const shown: Readonly<Record<CampaignStatus, [StatusIndicatorProps.Type, string]>> = {
  draft: ['pending', 'Draft'],
  running: ['success', 'Running'],
  paused: ['warning', 'Paused'],
  completed: ['stopped', 'Completed'],
};

export function Status({ of: status }: { of: CampaignStatus }) {
  const [type, text] = shown[status];
  return <StatusIndicator type={type}>{text}</StatusIndicator>;
}
