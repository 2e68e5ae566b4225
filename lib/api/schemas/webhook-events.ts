/** What a webhook can subscribe to. */
export const webhookEvents = [
  'call.started',
  'call.ended',
  'limit.reached',
  'limit.near',
  'environment.updated',
] as const;

export type WebhookEventType = (typeof webhookEvents)[number] | 'webhook.test';
