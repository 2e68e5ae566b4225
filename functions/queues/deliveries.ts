import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { WebhookEvent } from '../../lib/deliveries/event.ts';
import type { DeliveryQueue, EventBus } from '../../lib/deliveries/publish.ts';
import { sqsSender } from './sqs.ts';

/** A message that waits on the queue for the bus of the stage. */
export interface BusMessage {
  readonly forBus: WebhookEvent;
}

/** Puts deliveries on the queue. A webhook is a message group, so that one with many messages does not hold up the others. */
export function deliveryQueue(queueUrl: string): DeliveryQueue {
  const send = sqsSender(queueUrl);
  return {
    send: (messages) => send(messages.map((message) => ({ group: message.webhookId, body: message }))),
  };
}

/**
 * Puts events for the bus on the queue of deliveries, as a message group of their own: so their publisher does not have
 * to wait while the bus cannot be reached.
 * @param busName undefined where the stage has none
 */
export function busBehind(queueUrl: string, busName: string | undefined): EventBus | undefined {
  if (busName === undefined) return undefined;
  const send = sqsSender(queueUrl);
  return {
    put: (events) =>
      send(events.map((event) => ({ group: 'bus', body: { forBus: event } satisfies BusMessage }))),
  };
}

/** Makes SQS deliver a message again after this many seconds. */
export function delayer(queueUrl: string): (receiptHandle: string, seconds: number) => Promise<void> {
  const sqs = new SQSClient({});
  return async (receiptHandle, seconds) => {
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  };
}
