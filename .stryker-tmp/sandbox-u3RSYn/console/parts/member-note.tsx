import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useContext } from 'react';
import { AccountContext, useWhyNot } from '../account/account.ts';

/** The element that says why controls are out of reach: those that have no room to say so themselves point to it. */
export const MEMBER_NOTE = 'member-note';

export function MemberNote() {
  const whyNot = useWhyNot();
  const account = useContext(AccountContext);
  // What keeps Admins from changing anything is said by the banner of the account.
  if (whyNot === undefined || account?.role === 'admin') return null;
  return (
    <StatusIndicator type="info">
      <span id={MEMBER_NOTE} className="whole-words">
        {whyNot}
      </span>
    </StatusIndicator>
  );
}
