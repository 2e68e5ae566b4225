import { readAllAdmins } from '../auth/membership.ts';
import { isWebhooks } from '../table/keys.ts';
import type { ItemChange } from '../table/stream/item-change.ts';
import type { StoredWebhook, WebhooksItem } from '../webhooks/webhook.ts';
import type { MailContext } from './mail.ts';
import { plainMail } from './plain-mail.ts';

/** Mails the Admins of an account that a webhook was disabled because it kept failing. */
export async function mailDisabledWebhook(
  { key, before, after }: ItemChange,
  context: MailContext,
): Promise<void> {
  if (!isWebhooks(key) || before === undefined || after === undefined) return;
  const known = (before as WebhooksItem).webhooks;
  const { accountId, webhooks } = after as WebhooksItem;
  const disabled = Object.values(webhooks).filter(
    ({ id, enabled, disabledReason }) => !enabled && disabledReason === 'failing' && known[id]?.enabled,
  );
  if (disabled.length === 0) return;
  const admins = await readAllAdmins(context.table, accountId);
  for (const webhook of disabled)
    for (const { email, userId } of admins)
      await context.sendMail({
        to: email,
        eventId: `${webhook.id}.${webhook.version}.${userId}`,
        ...textFor(webhook),
      });
}

function textFor({ url }: StoredWebhook) {
  const { host } = new URL(url);
  return plainMail(`Webhook disabled: ${host}`, [
    `Berth disabled the webhook for ${url}, because none of its deliveries succeeded for three days.`,
    'Once the receiver answers again, enable the webhook in the console. You can resend the failed deliveries of the last seven days there.',
  ]);
}
