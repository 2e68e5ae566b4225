import { Outdated } from '../request.ts';
import { commit } from '../change/commit.ts';
import { instant } from '../clock.ts';
import type { EnvironmentId } from '../api/schemas/ids.ts';
import { keys } from '../table/keys.ts';
import { update } from '../table/write.ts';
import type { Context } from '../context.ts';
import { replaceWebhook, webhookFacts, type StoredWebhook, type WebhooksItem } from '../webhooks/webhook.ts';

/** How long a webhook may fail before it is disabled, in milliseconds. */
const FAILING_FOR_MS = 3 * 24 * 3600 * 1000;

interface Noted {
  readonly webhook: StoredWebhook;
  readonly accountId: WebhooksItem['accountId'];
  readonly environmentId: EnvironmentId;
  /** The request id in the audit trail. */
  readonly requestId: string;
}

/** Notes that a delivery succeeded. Writes only when the webhook was failing. */
export async function noteWorking({ webhook, environmentId }: Noted, { table }: Context): Promise<void> {
  if (webhook.failingSince === undefined) return;
  await update(table, keys.webhooks(environmentId), {
    UpdateExpression: 'REMOVE webhooks.#id.failingSince',
    ConditionExpression: 'attribute_exists(webhooks.#id)',
    ExpressionAttributeNames: { '#id': webhook.id },
  });
}

/** Notes that a delivery failed, and disables the webhook when none has succeeded for three days. */
export async function noteFailing(noted: Noted, context: Context): Promise<void> {
  const { webhook, environmentId } = noted;
  const now = context.clock.now();
  if (webhook.failingSince === undefined) {
    await update(context.table, keys.webhooks(environmentId), {
      UpdateExpression: 'SET webhooks.#id.failingSince = :now',
      ConditionExpression:
        'attribute_exists(webhooks.#id) AND attribute_not_exists(webhooks.#id.failingSince)',
      ExpressionAttributeNames: { '#id': webhook.id },
      ExpressionAttributeValues: { ':now': now },
    });
  } else if (now - webhook.failingSince >= FAILING_FOR_MS) await disable(noted, context);
}

async function disable(
  { webhook, accountId, environmentId, requestId }: Noted,
  context: Context,
): Promise<void> {
  const after: StoredWebhook = {
    ...webhook,
    enabled: false,
    disabledReason: 'failing',
    updatedAt: instant(context.clock.now()),
    version: webhook.version + 1,
  };
  try {
    await commit({ caller: { kind: 'system', name: 'deliveries' }, requestId }, context, {
      account: accountId,
      writes: [replaceWebhook(environmentId, webhook, after)],
      event: {
        action: 'webhook.disabled',
        target: { type: 'webhook', id: webhook.id, name: webhook.url },
        before: { environmentId, ...webhookFacts(webhook) },
        after: { environmentId, ...webhookFacts(after), disabledReason: 'failing' },
      },
      answer: { body: undefined },
    });
  } catch (thrown) {
    // Somebody has just changed the webhook: the next failure reads it again.
    if (!(thrown instanceof Outdated)) throw thrown;
  }
}
