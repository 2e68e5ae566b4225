import { useMemo } from 'react';
import { useAccount } from '../account/account.ts';
import type { ApiRequest } from '../api/request.ts';
import { useSnapshot } from '../api/use-api.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import { ChangedMeanwhile } from '../form/changed-meanwhile.tsx';
import { Exposed } from './exposed.tsx';
import type { User } from './open.ts';

/** Makes an Admin a Member, or the reverse. The dialog shows the secrets that a former Admin could still use. */
export function ChangeRoleDialog({
  user: { userId, name, role },
  onClose,
}: {
  user: User;
  onClose: () => void;
}) {
  const account = useAccount();
  const { notify } = useNotices();
  const next = role === 'admin' ? 'member' : 'admin';
  const isMe = userId === account.me.userId;
  const params = useMemo(() => ({ accountId: account.id, userId }), [account.id, userId]);
  const snapshot = useSnapshot({ operation: 'getUser', params });
  const etag = snapshot.data?.etag;
  const call = useMemo(
    (): ApiRequest<'changeRole'> => ({
      operation: 'changeRole',
      params,
      body: { role: next },
      ifMatch: etag,
    }),
    [params, next, etag],
  );
  return (
    <ActionDialog
      title={isMe ? 'Make yourself a Member' : `Make ${name} ${next === 'admin' ? 'an Admin' : 'a Member'}`}
      submit="Change role"
      call={call}
      notYet={snapshot.isPending ? 'Still loading.' : undefined}
      onRefused={(failure, _, again) =>
        failure.code === 'stale_version' && (
          <ChangedMeanwhile
            targetId={userId}
            failure={failure}
            onChoose={() => {
              again();
              void snapshot.refetch();
            }}
          />
        )
      }
      onDone={() => {
        notify({
          type: 'success',
          header: `${isMe ? 'You are' : `${name} is`} now ${next === 'admin' ? 'an Admin' : 'a Member'}`,
        });
        onClose();
      }}
      onClose={onClose}
    >
      <p>
        {next === 'admin'
          ? `${name} will be able to change settings, create and edit environments, and manage users.`
          : `${isMe ? 'You' : name} will have read-only access.`}
      </p>
      {isMe && <p>Only another Admin can make you an Admin again.</p>}
      <p>Takes effect immediately in all environments.</p>
      {next === 'member' && <Exposed userId={userId} who={isMe ? 'You have' : `${name} has`} />}
    </ActionDialog>
  );
}
