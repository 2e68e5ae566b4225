import Button from '@cloudscape-design/components/button';
import { useChange } from '../api/use-api.ts';
import { useNotices } from '../frame/notices.tsx';
import { disabledFor } from '../parts/disabled.ts';
import { useHome } from '../resources/home.tsx';
import type { Webhook } from './webhook.ts';

/** Resends all failed deliveries of a webhook, in as many requests as needed. */
export function ResendFailed({ webhook }: { webhook: Webhook }) {
  const { params, whyNot } = useHome();
  const { notify } = useNotices();
  const resend = useChange<'resendDeliveries'>();
  const send = async () => {
    let resent = 0;
    let cursor: string | undefined;
    try {
      do {
        const { body } = await resend.mutateAsync({
          operation: 'resendDeliveries',
          params: { ...params, webhookId: webhook.id },
          body: cursor === undefined ? {} : { cursor },
        });
        resent += body.resent;
        cursor = body.nextCursor ?? undefined;
      } while (cursor !== undefined);
      const header = resent === 1 ? '1 delivery is sent again' : `${resent} deliveries are sent again`;
      notify({ type: 'success', header });
    } catch {
      notify({
        type: 'error',
        header: 'Only some failed deliveries were sent again',
        content: `${resent} so far. Try again for the rest.`,
      });
    }
  };
  return (
    <Button
      loading={resend.isPending}
      {...disabledFor(whyNot ?? (webhook.enabled ? undefined : 'Enable the webhook first.'))}
      onClick={() => void send()}
    >
      Resend all failed
    </Button>
  );
}
