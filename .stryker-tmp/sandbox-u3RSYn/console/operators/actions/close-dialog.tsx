import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import { WhatClosingDoes } from '../../account/what-closing-does.tsx';
import type { ApiRequest } from '../../api/request.ts';
import { ActionDialog } from '../../dialog/action-dialog.tsx';
import { TypeToConfirm, unconfirmed } from '../../dialog/type-to-confirm.tsx';
import { useNotices } from '../../frame/notices.tsx';
import type { DialogProps } from '../inspected.ts';
import { ReasonField } from './reason-field.tsx';
import { refused } from './refused.tsx';

export function CloseDialog({ account: { name, environmentCount }, params, onClose }: DialogProps) {
  const { notify } = useNotices();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const { accountId } = params;
  const call = useMemo(
    (): ApiRequest<'closeAccount'> => ({
      operation: 'closeAccount',
      params: { accountId },
      body: reason.trim() === '' ? {} : { reason },
    }),
    [accountId, reason],
  );
  return (
    <ActionDialog
      title={`Close ${name}`}
      submit="Close account"
      destructive
      doing="Deleting its environments"
      call={call}
      typed={reason}
      notYet={unconfirmed(name, typed)}
      fields={['reason']}
      onRefused={refused}
      onDone={() => {
        notify({ type: 'success', header: `${name} is closed` });
        onClose();
      }}
      onClose={onClose}
    >
      {(problems) => (
        <SpaceBetween size="l">
          <WhatClosingDoes name={name} environments={environmentCount} />
          <ReasonField optional reason={reason} onType={setReason} problem={problems['reason']} />
          <TypeToConfirm name={name} typed={typed} onType={setTyped} />
        </SpaceBetween>
      )}
    </ActionDialog>
  );
}
