import { instant } from '../clock.ts';
import { keys } from '../table/keys.ts';
import { read } from '../table/table.ts';
import { update } from '../table/write.ts';
import type { Context } from '../context.ts';
import type { WebhookTools } from '../webhooks/use-case.ts';
import type { WebhooksItem } from '../webhooks/webhook.ts';
import { attempt } from './attempt.ts';
import {
  claim,
  deliveryKey,
  isAbandoned,
  isDelivered,
  noteAttempt,
  pauseAfter,
  takeOverAbandoned,
  type Attempt,
  type DeliveryItem,
  type DeliveryMessage,
} from './delivery.ts';
import { noteFailing, noteWorking } from './health.ts';

/** A message as the queue hands it out. */
export interface Handed {
  readonly message: DeliveryMessage;
  readonly messageId: string;
  /** How often the queue has delivered it, this time included. */
  readonly receiveCount: number;
}

/**
 * In seconds: the pause before a message that resends a delivery is tried again while the delivery is not yet its own,
 * because the message is queued before the request is committed. After this time the request was refused, or it failed.
 */
const UNCOMMITTED = [1, 60] as const;

/**
 * Makes one attempt at a delivery, when one is due. The attempts are counted in the delivery: the receive count of its message
 * also counts the times at which Berth itself could not read it. A message has nothing to do when the delivery has succeeded,
 * or when another message is responsible for it.
 * @returns after how many seconds the queue shall deliver the message again; undefined when it is done
 */
export async function deliver(
  { message, messageId, receiveCount }: Handed,
  context: Context & WebhookTools,
): Promise<number | undefined> {
  const { table, clock } = context;
  const { environmentId, webhookId } = message;
  const item = await read<WebhooksItem>(table, keys.webhooks(environmentId));
  const webhook = item?.webhooks[webhookId];
  if (item === undefined || webhook === undefined) return undefined;

  const chain = message.chain ?? messageId;
  const key = deliveryKey(message);
  const delivery =
    message.chain === undefined
      ? await claimed({ message, messageId }, context)
      : await read<DeliveryItem>(table, key);
  if (delivery?.chain !== chain)
    return message.chain === undefined ? undefined : UNCOMMITTED[receiveCount - 1];
  if (delivery.status !== 'pending') return undefined;
  const early = (delivery.nextAttemptAt ?? 0) - clock.now();
  if (early > 0) return Math.ceil(early / 1000);

  if (!webhook.enabled) {
    await update(table, key, noteAttempt(delivery, unsent(clock.now()), undefined, clock.now()));
    return undefined;
  }
  const outcome = await attempt(message.event, webhook, context);
  const pause = isDelivered(outcome) ? undefined : pauseAfter((delivery.tries ?? 0) + 1);
  await update(table, key, noteAttempt(delivery, outcome, pause, clock.now()));
  const note = isDelivered(outcome) ? noteWorking : noteFailing;
  await note({ webhook, accountId: item.accountId, environmentId, requestId: messageId }, context);
  return pause;
}

/** @returns the delivery, for which this message is responsible now if nothing else was */
async function claimed(
  { message, messageId }: Pick<Handed, 'message' | 'messageId'>,
  { table, clock }: Context,
): Promise<DeliveryItem | undefined> {
  const key = deliveryKey(message);
  const { item } = await update<DeliveryItem>(table, key, claim(message, messageId, clock.now()));
  if (item === undefined || item.chain === messageId || !isAbandoned(item, clock.now())) return item;
  return (await update<DeliveryItem>(table, key, takeOverAbandoned(item, messageId))).item;
}

const unsent = (now: number): Attempt => ({
  at: instant(now),
  durationMilliseconds: 0,
  status: null,
  error: 'The webhook is disabled.',
});
