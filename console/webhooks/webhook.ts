import type { AnswerTo } from '../api/request.ts';

export type Webhook = AnswerTo<'getWebhook'>;
export type Delivery = AnswerTo<'listDeliveries'>['items'][number];

/** The events of a webhook, in words. */
export const eventTexts: Readonly<Record<Webhook['events'][number], string>> = {
  'call.started': 'A call started',
  'call.ended': 'A call ended, or its lease expired',
  'limit.near': 'Usage reaches 80 % of the limit (once an hour)',
  'limit.reached': 'A call was refused because the limit was reached (once a minute)',
  'environment.updated': 'The environment was changed',
};

/** The name by which people recognise a webhook. */
export const nameOf = ({ url, description }: Pick<Webhook, 'url' | 'description'>): string =>
  description === '' ? new URL(url).host : description;
