import Box from '@cloudscape-design/components/box';
import Popover from '@cloudscape-design/components/popover';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { AnswerTo } from '../api/request.ts';

export type EndedCall = Extract<AnswerTo<'listEnvironmentCalls'>['items'][number], { status: 'ended' }>;
export type CallOutcome = EndedCall['outcome'];

interface Told {
  readonly type: StatusIndicatorProps.Type;
  readonly text: string;
  readonly means: string;
}

/** How a call can end, and what that means. */
export const outcomes: Readonly<Record<CallOutcome, Told>> = {
  ended: { type: 'success', text: 'Ended', means: 'Your call software ended it.' },
  expired: {
    type: 'warning',
    text: 'Expired',
    means: 'Its lease expired: no heartbeat came in time.',
  },
  drained: {
    type: 'stopped',
    text: 'Drained',
    means: 'Your call software ended it while the environment was waiting to be deleted.',
  },
  released: { type: 'stopped', text: 'Ended by Admin', means: 'An Admin ended it.' },
};

export function Outcome({ of }: { of: CallOutcome }) {
  const { type, text, means } = outcomes[of];
  return (
    <Popover
      dismissButton={false}
      wrapTriggerText={false}
      position="top"
      size="medium"
      content={<Box variant="p">{means}</Box>}
    >
      <StatusIndicator type={type} wrapText={false}>
        {text}
      </StatusIndicator>
    </Popover>
  );
}
