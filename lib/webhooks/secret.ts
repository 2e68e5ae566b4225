import { createHmac } from 'node:crypto';
import type { WebhookId } from '../api/schemas/ids.ts';
import type { Shown } from '../auth/secret-format.ts';
import type { StoredWebhook } from './webhook.ts';

/**
 * The signing secret of a webhook, in the form of Standard Webhooks. It is computed from the stage's key, so the table holds
 * no secret: HMAC-SHA256 over the webhook and the version of its secret.
 */
export function webhookSecret(id: WebhookId, version: number, key: string): string {
  return `whsec_${createHmac('sha256', key).update(`webhook ${id} ${version}`).digest('base64')}`;
}

/** Who was shown the secrets that sign at an instant, as far as it was noted. @param now milliseconds since the epoch */
export const shownSecrets = (
  { secretShown, previousSecretShown, previousSecretUntil = 0 }: StoredWebhook,
  now: number,
): Shown[] =>
  [secretShown, previousSecretUntil > now ? previousSecretShown : undefined].filter(
    (shown) => shown !== undefined,
  );

/** The secrets that sign at an instant, the current one first. @param now milliseconds since the epoch */
export function signingSecrets(
  { id, secretVersion, previousSecretUntil = 0 }: StoredWebhook,
  key: string,
  now: number,
): string[] {
  const versions = previousSecretUntil > now ? [secretVersion, secretVersion - 1] : [secretVersion];
  return versions.map((version) => webhookSecret(id, version, key));
}
