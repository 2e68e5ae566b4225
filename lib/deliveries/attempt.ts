import { Webhook as Signer } from 'standardwebhooks';
import { instant, type Clock } from '../clock.ts';
import { signingSecrets } from '../webhooks/secret.ts';
import type { StoredWebhook } from '../webhooks/webhook.ts';
import type { Attempt } from './delivery.ts';
import type { WebhookEvent } from './event.ts';
import type { Outbound } from './outbound.ts';

/** Sends an event to a webhook, signed as Standard Webhooks describes, and returns the outcome. Never throws. */
export async function attempt(
  event: WebhookEvent,
  webhook: StoredWebhook,
  { outbound, webhookKey, clock }: { outbound: Outbound; webhookKey: () => string; clock: Clock },
): Promise<Attempt> {
  const body = JSON.stringify(event);
  const now = clock.now();
  const began = performance.now();
  const took = () => ({ at: instant(now), durationMilliseconds: Math.round(performance.now() - began) });
  const signatures = signingSecrets(webhook, webhookKey(), now).map((secret) =>
    new Signer(secret).sign(event.id, new Date(now), body),
  );
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Berth-Webhooks/1',
    'webhook-id': event.id,
    'webhook-timestamp': String(Math.floor(now / 1000)),
    'webhook-signature': signatures.join(' '),
  };
  try {
    const answer = await outbound.post(webhook.url, headers, body);
    return { ...took(), status: answer.status, responseBody: answer.body };
  } catch (thrown) {
    return { ...took(), status: null, error: reasonOf(thrown) };
  }
}

/** Why there was no answer, in words for the webhook's owner. Details of our own network are left out. */
function reasonOf(thrown: unknown): string {
  const { name, code } = (thrown ?? {}) as { name?: string; code?: string };
  if (name === 'NotPublic') return 'The URL does not lead to a public address.';
  if (name === 'TimeoutError' || /TIMEOUT|ETIMEDOUT/.test(code ?? '')) return 'No answer within 10 seconds.';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'The host name could not be resolved.';
  if (/CERT|SSL|TLS|SELF_SIGNED/.test(code ?? '')) return 'The TLS certificate was not accepted.';
  return 'The connection failed.';
}
