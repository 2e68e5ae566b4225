import { useMemo, useState } from 'react';
import type { AnswerTo, ApiRequest } from '../api/request.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import { SecretDialog } from '../dialog/secret-dialog.tsx';
import { A_DAY, GraceChoice } from '../parts/grace-choice.tsx';
import { useHome } from '../resources/home.tsx';
import { EditWebhookDialog } from './edit-webhook-dialog.tsx';
import { nameOf, type Webhook } from './webhook.ts';

export type WebhookAction = 'edit' | 'rotate' | 'disable' | 'enable' | 'delete';

/** The actions on a webhook, in the order of the menu. */
export const actionsOn = ({ enabled }: Webhook): { id: WebhookAction; text: string }[] => [
  { id: 'edit', text: 'Edit' },
  { id: 'rotate', text: 'Rotate secret' },
  enabled ? { id: 'disable', text: 'Disable' } : { id: 'enable', text: 'Enable' },
  { id: 'delete', text: 'Delete' },
];

interface Props {
  readonly webhook: Webhook;
  readonly onDeleted?: () => void;
  readonly onClose: () => void;
}

/** The dialog of an action on a webhook. */
export function WebhookDialog({ action, ...props }: Props & { action: WebhookAction }) {
  switch (action) {
    case 'edit':
      return <EditWebhookDialog {...props} />;
    case 'rotate':
      return <RotateDialog {...props} />;
    case 'delete':
      return <DeleteWebhookDialog {...props} />;
    default:
      return <EnableDialog {...props} enable={action === 'enable'} />;
  }
}

function useOne({ id }: Webhook) {
  const { params } = useHome();
  return useMemo(() => ({ ...params, webhookId: id }), [params, id]);
}

function RotateDialog({ webhook, onClose }: Props) {
  const params = useOne(webhook);
  const [graceSeconds, setGraceSeconds] = useState(A_DAY);
  const [rotated, setRotated] = useState<AnswerTo<'rotateWebhookSecret'>>();
  const call = useMemo(
    (): ApiRequest<'rotateWebhookSecret'> => ({
      operation: 'rotateWebhookSecret',
      params,
      body: { graceSeconds },
    }),
    [params, graceSeconds],
  );
  if (rotated !== undefined) {
    return (
      <SecretDialog
        title={`Signing secret of ${nameOf(webhook)}`}
        what="signing secret"
        secret={rotated.secret}
        lost="If it is lost, rotate the secret again."
        onClose={onClose}
      />
    );
  }
  return (
    <ActionDialog
      title={`Rotate the secret of ${nameOf(webhook)}`}
      submit="Rotate secret"
      call={call}
      onDone={({ body }) => setRotated(body)}
      onClose={onClose}
    >
      <GraceChoice
        what="secret"
        description="Until then, every delivery carries two signatures: one with the new secret and one with the current one."
        seconds={graceSeconds}
        onChoose={setGraceSeconds}
      />
    </ActionDialog>
  );
}

function EnableDialog({ webhook, enable, onClose }: Props & { enable: boolean }) {
  const params = useOne(webhook);
  const { notify } = useNotices();
  const verb = enable ? 'Enable' : 'Disable';
  return (
    <ActionDialog
      title={`${verb} ${nameOf(webhook)}`}
      submit={`${verb} webhook`}
      call={{ operation: 'editWebhook', params, body: { enabled: enable } }}
      onDone={() => {
        notify({ type: 'success', header: `${nameOf(webhook)} is ${enable ? 'enabled' : 'disabled'}` });
        onClose();
      }}
      onClose={onClose}
    >
      {enable
        ? 'Events are sent from now on. You can resend those that failed in the last seven days.'
        : 'Nothing is sent while it is disabled. Events from that time are not kept.'}
    </ActionDialog>
  );
}

function DeleteWebhookDialog({ webhook, onDeleted, onClose }: Props) {
  const params = useOne(webhook);
  const { environment } = useHome();
  const { notify } = useNotices();
  return (
    <ActionDialog
      title={`Delete ${nameOf(webhook)}`}
      submit="Delete webhook"
      destructive
      within={environment}
      call={{ operation: 'deleteWebhook', params }}
      onDone={() => {
        onClose();
        onDeleted?.();
        notify({ type: 'success', header: `${nameOf(webhook)} is deleted` });
      }}
      onClose={onClose}
    >
      <p>Nothing is sent to {webhook.url} any more, not even deliveries that wait for another attempt.</p>
    </ActionDialog>
  );
}
