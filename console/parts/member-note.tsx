import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useContext } from 'react';
import { AccountContext, useWhyNot } from '../account/account.ts';

/** The element that says why controls are disabled: controls without space for that refer to it. */
export const MEMBER_NOTE = 'member-note';

export function MemberNote() {
  const whyNot = useWhyNot();
  const account = useContext(AccountContext);
  // The banner of the account says what keeps Admins from changing anything.
  if (whyNot === undefined || account?.role === 'admin') return null;
  return (
    <StatusIndicator type="info">
      <span id={MEMBER_NOTE}>{whyNot}</span>
    </StatusIndicator>
  );
}
