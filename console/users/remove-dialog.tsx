import Alert from '@cloudscape-design/components/alert';
import Checkbox from '@cloudscape-design/components/checkbox';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMemo, useState } from 'react';
import { useAccount } from '../account/account.ts';
import type { ApiRequest } from '../api/request.ts';
import { useRead } from '../api/use-api.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import { Ago } from '../format/time.tsx';
import type { User } from './open.ts';

/** Removes a user from the account, or leaves it. The dialog shows the API keys that they have been shown. */
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

/** A key that was seen may have been copied: removing the user does not revoke it. */
function Exposed({ userId, who }: { userId: string; who: string }) {
  const account = useAccount();
  const { data, error } = useRead({ operation: 'getExposure', params: { accountId: account.id, userId } });
  if (data === undefined) {
    return error === null ? (
      <StatusIndicator type="loading">Loading the API keys that were shown</StatusIndicator>
    ) : (
      <StatusIndicator type="warning">Couldn't load the API keys that were shown.</StatusIndicator>
    );
  }
  if (data.items.length === 0) {
    return <StatusIndicator type="success">{who} not been shown any active API key.</StatusIndicator>;
  }
  return (
    <Alert type="warning" header={`${who} been shown active API keys`}>
      <p>They stay active. Rotate them in Settings → Environments.</p>
      <ul>
        {data.items.map(({ keyId, masked, environmentName, shownAt }) => (
          <li key={keyId}>
            <code>{masked}</code> of {environmentName}, shown <Ago time={shownAt} />
          </li>
        ))}
      </ul>
    </Alert>
  );
}
