import { useMemo, useState } from 'react';
import type { AnswerTo, ApiRequest } from '../api/request.ts';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import { SecretDialog } from '../dialog/secret-dialog.tsx';
import { useHome } from '../resources/home.tsx';
import { notYet, WebhookFields, webhookFields, type Typed } from './webhook-fields.tsx';
import { nameOf } from './webhook.ts';

const atFirst: Typed = { url: '', description: '', events: ['call.started', 'call.ended'] };

/** Creates a webhook, and shows its signing secret. */
export function CreateWebhookDialog({ onClose }: { onClose: () => void }) {
  const { params } = useHome();
  const [typed, setTyped] = useState(atFirst);
  const [created, setCreated] = useState<AnswerTo<'createWebhook'>>();
  const call = useMemo(
    (): ApiRequest<'createWebhook'> => ({ operation: 'createWebhook', params, body: typed }),
    [params, typed],
  );
  if (created !== undefined) {
    return (
      <SecretDialog
        title={`Signing secret of ${nameOf(created)}`}
        what="signing secret"
        secret={created.secret}
        lost="If it is lost, rotate the secret."
        onClose={onClose}
      />
    );
  }
  return (
    <ActionDialog
      title="Create webhook"
      submit="Create webhook"
      call={call}
      typed={typed}
      notYet={notYet(typed)}
      fields={webhookFields}
      onDone={({ body }) => setCreated(body)}
      onClose={onClose}
    >
      {(problems) => <WebhookFields typed={typed} onType={setTyped} problems={problems} />}
    </ActionDialog>
  );
}
