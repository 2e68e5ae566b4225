import { useMemo, useState } from 'react';
import type { ApiRequest } from '../api/request.ts';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import { TypeToConfirm, unconfirmed } from '../dialog/type-to-confirm.tsx';
import { useNotices } from '../frame/notices.tsx';
import { useAccount } from './account.ts';
import { WhatClosingDoes } from './what-closing-does.tsx';

/** Closes the account that the user is in, after its name has been typed. The dialog shows the consequences. */
export function CloseDialog({ environments, onClose }: { environments: number; onClose: () => void }) {
  const { id, name } = useAccount();
  const { notify } = useNotices();
  const [typed, setTyped] = useState('');
  const call = useMemo(
    (): ApiRequest<'closeOwnAccount'> => ({ operation: 'closeOwnAccount', params: { accountId: id } }),
    [id],
  );
  return (
    <ActionDialog
      title={`Close ${name}`}
      submit="Close account"
      destructive
      doing="Deleting its environments"
      call={call}
      notYet={unconfirmed(name, typed)}
      onDone={() => {
        notify({ type: 'success', header: `${name} is closed` });
        onClose();
      }}
      onClose={onClose}
    >
      <WhatClosingDoes name={name} environments={environments} />
      <TypeToConfirm name={name} typed={typed} onType={setTyped} />
    </ActionDialog>
  );
}
