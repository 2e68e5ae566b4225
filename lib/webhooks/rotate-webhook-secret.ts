import { idOfCaller } from '../auth/caller.ts';
import { instant } from '../clock.ts';
import { changeResources } from '../scoped/change-resources.ts';
import { webhookSecret } from './secret.ts';
import type { WebhookUseCase } from './use-case.ts';
import { readWebhook, replaceWebhook, webhookView, type StoredWebhook } from './webhook.ts';

/**
 * Gives a webhook a new signing secret. The previous one also signs until its grace period ends; an older one stops at
 * once.
 */
export const rotateWebhookSecret: WebhookUseCase<'rotateWebhookSecret'> =
  ({ webhookKey }) =>
  async (request, context) => {
    const before = await readWebhook(context.table, request.params);
    const now = context.clock.now();
    const { secretShown, previousSecretShown: _, ...kept } = before;
    const after: StoredWebhook = {
      ...kept,
      secretVersion: before.secretVersion + 1,
      secretShown: { shownTo: idOfCaller(request.caller), shownAt: instant(now) },
      previousSecretUntil: now + request.body.graceSeconds * 1000,
      ...(secretShown !== undefined && { previousSecretShown: secretShown }),
      updatedAt: instant(now),
      version: before.version + 1,
    };
    return changeResources({ ...request, scope: request.params }, context, {
      writes: [replaceWebhook(request.params.environmentId, before, after)],
      event: {
        action: 'webhook.secret_rotated',
        target: { type: 'webhook', id: after.id, name: after.url },
        before: { secretVersion: before.secretVersion },
        after: { secretVersion: after.secretVersion, graceSeconds: request.body.graceSeconds },
      },
      answer: {
        body: {
          ...webhookView(after),
          secret: webhookSecret(after.id, after.secretVersion, webhookKey()),
          secretAvailable: true,
        },
        version: after.version,
      },
    });
  };
