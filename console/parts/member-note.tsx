import Alert from '@cloudscape-design/components/alert';
import { useWhyNot } from '../account/account.ts';

/** The element that says why controls are out of reach: those that have no room to say so themselves point to it. */
export const MEMBER_NOTE = 'member-note';

export function MemberNote() {
  const whyNot = useWhyNot();
  if (whyNot === undefined) return null;
  return (
    <Alert type="info">
      <span id={MEMBER_NOTE}>{whyNot}</span>
    </Alert>
  );
}
