import Alert from '@cloudscape-design/components/alert';
import { useMemo, useState } from 'react';
import type { AnswerTo, ApiRequest } from '../../api/request.ts';
import { ActionDialog } from '../../dialog/action-dialog.tsx';
import { A_DAY, GraceChoice } from '../../parts/grace-choice.tsx';
import { NewSecret } from './new-secret.tsx';
import { expiryState, type DialogProps } from '../service-account.ts';

/** Gives a service account a new secret. */
export function RotateDialog({ serviceAccount, params, onClose }: DialogProps) {
  const { name, masked } = serviceAccount;
  const [graceSeconds, setGraceSeconds] = useState(A_DAY);
  const [rotated, setRotated] = useState<AnswerTo<'rotateServiceAccountSecret'>>();
  const [openedAt] = useState(Date.now);
  const call = useMemo(
    (): ApiRequest<'rotateServiceAccountSecret'> => ({
      operation: 'rotateServiceAccountSecret',
      params,
      body: { graceSeconds },
    }),
    [params, graceSeconds],
  );
  if (rotated !== undefined) return <NewSecret of={rotated} onClose={onClose} />;
  return (
    <ActionDialog
      title={`Rotate the secret of ${name}`}
      submit="Rotate secret"
      call={call}
      onDone={({ body }) => setRotated(body)}
      onClose={onClose}
    >
      {expiryState(serviceAccount, openedAt) === 'past' && (
        <Alert type="warning" header={`${name} has expired`}>
          Its new secret is refused as well, until you edit when it expires.
        </Alert>
      )}
      <p>
        It gets a new secret instead of <code>{masked}</code>. Any older secret stops working now.
      </p>
      <GraceChoice
        what="secret"
        description="Time for your software to switch to the new secret. Both work until then."
        seconds={graceSeconds}
        onChoose={setGraceSeconds}
      />
    </ActionDialog>
  );
}
