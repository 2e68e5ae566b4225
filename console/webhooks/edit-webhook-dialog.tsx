import { EditDialog } from '../dialog/edit-dialog.tsx';
import { useHome } from '../resources/home.tsx';
import { notYet, WebhookFields, webhookFields, type Typed } from './webhook-fields.tsx';
import { nameOf, type Webhook } from './webhook.ts';

export function EditWebhookDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const home = useHome();
  const params = { ...home.params, webhookId: webhook.id };
  return (
    <EditDialog<'getWebhook', 'editWebhook', Typed>
      title={`Edit ${nameOf(webhook)}`}
      targetId={webhook.id}
      read={{ operation: 'getWebhook', params }}
      typedOf={({ url, description, events }) => ({ url, description, events })}
      notYet={notYet}
      save={(body, ifMatch) => ({ operation: 'editWebhook', params, body, ifMatch })}
      fields={webhookFields}
      saved={(saved) => `Saved ${nameOf(saved)}`}
      onClose={onClose}
    >
      {(fields) => <WebhookFields {...fields} />}
    </EditDialog>
  );
}
