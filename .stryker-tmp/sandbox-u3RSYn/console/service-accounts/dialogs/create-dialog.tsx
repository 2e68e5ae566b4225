import { useMemo, useState } from 'react';
import { useAccount } from '../../account/account.ts';
import type { AnswerTo, ApiRequest } from '../../api/request.ts';
import { ActionDialog } from '../../dialog/action-dialog.tsx';
import { useZone } from '../../format/zone.ts';
import { fieldNames, Fields, notYet, type Typed } from './fields.tsx';
import { NewSecret } from './new-secret.tsx';
import { endOf } from '../service-account.ts';

const atFirst: Typed = { name: '', role: 'member', lastDay: '' };

/** Creates a service account, and shows its secret. */
export function CreateDialog({ onClose }: { onClose: () => void }) {
  const { id: accountId } = useAccount();
  const zone = useZone();
  const [typed, setTyped] = useState(atFirst);
  const [created, setCreated] = useState<AnswerTo<'createServiceAccount'>>();
  const call = useMemo((): ApiRequest<'createServiceAccount'> => {
    const { lastDay, ...named } = typed;
    return {
      operation: 'createServiceAccount',
      params: { accountId },
      body: { ...named, expiresAt: endOf(lastDay, zone) },
    };
  }, [accountId, typed, zone]);
  if (created !== undefined) return <NewSecret of={created} onClose={onClose} />;
  return (
    <ActionDialog
      title="Create service account"
      submit="Create service account"
      call={call}
      typed={typed}
      notYet={notYet(typed)}
      fields={fieldNames}
      onDone={({ body }) => setCreated(body)}
      onClose={onClose}
    >
      {(problems) => <Fields typed={typed} onType={setTyped} problems={problems} />}
    </ActionDialog>
  );
}
