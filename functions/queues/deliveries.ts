import { ChangeMessageVisibilityCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { DeliveryQueue } from '../../lib/deliveries/publish.ts';

/** What SQS takes at once. */
const BATCH = 10;

/** Puts deliveries on the queue. A webhook is a message group, so that one with many messages does not hold up the others. */
export function deliveryQueue(queueUrl: string): DeliveryQueue {
  const sqs = new SQSClient({});
  return {
    async send(messages) {
      for (let from = 0; from < messages.length; from += BATCH) {
        const entries = messages.slice(from, from + BATCH).map((message, index) => ({
          Id: String(index),
          MessageBody: JSON.stringify(message),
          MessageGroupId: message.webhookId,
        }));
        const { Failed = [] } = await sqs.send(
          new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }),
        );
        if (Failed.length > 0) throw new Error(`SQS refused ${Failed.length} messages: ${Failed[0]?.Code}`);
      }
    },
  };
}

/** Has a message handed out again after so many seconds. */
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
