import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useWhyNot } from '../account/account.ts';

/** The element that says why controls are out of reach: those that have no room to say so themselves point to it. */
export const MEMBER_NOTE = 'member-note';

export function MemberNote() {
  const whyNot = useWhyNot();
  if (whyNot === undefined) return null;
  return (
    <StatusIndicator type="info">
      <span id={MEMBER_NOTE}>{whyNot}</span>
    </StatusIndicator>
  );
}
