import Checkbox from '@cloudscape-design/components/checkbox';
import { useMemo, useState } from 'react';
import { useAccount } from '../account/account.ts';
import type { ApiRequest } from '../api/request.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import { Exposed } from './exposed.tsx';
import type { User } from './open.ts';

/** Removes a user from the account, or leaves it. The dialog shows the secrets that they have been shown. */
export function RemoveDialog({ user: { userId, name }, onClose }: { user: User; onClose: () => void }) {
  const account = useAccount();
  const { notify } = useNotices();
  const leaving = userId === account.me.userId;
  const [forget, setForget] = useState(false);
  const call = useMemo(
    (): ApiRequest<'removeUser'> => ({
      operation: 'removeUser',
      params: { accountId: account.id, userId },
      ...(forget && { query: { forget: 'true' } }),
    }),
    [account.id, userId, forget],
  );
  return (
    <ActionDialog
      title={leaving ? `Leave ${account.name}` : `Remove ${name} from ${account.name}`}
      submit={leaving ? 'Leave account' : 'Remove user'}
      destructive
      call={call}
      onDone={() => {
        // A page of its own takes the place of an account that is left.
        if (!leaving) notify({ type: 'success', header: `${name} is removed from ${account.name}` });
        onClose();
      }}
      onClose={onClose}
    >
      <p>{leaving ? 'You lose' : `${name} loses`} access to the entire account immediately.</p>
      {account.role === 'admin' && <Exposed userId={userId} who={leaving ? 'You have' : `${name} has`} />}
      <Checkbox
        checked={forget}
        onChange={({ detail }) => setForget(detail.checked)}
        description="Otherwise this happens after 90 days. The activity stays, without them."
      >
        {`Remove ${leaving ? 'my' : 'their'} name and email address from Activity now`}
      </Checkbox>
    </ActionDialog>
  );
}
