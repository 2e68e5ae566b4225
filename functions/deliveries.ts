import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { deliver } from '../lib/deliveries/deliver.ts';
import type { DeliveryMessage } from '../lib/deliveries/delivery.ts';
import { publicOutbound } from '../lib/deliveries/public-outbound.ts';
import { deployed, variable } from '../lib/deployed.ts';
import type { WebhookTools } from '../lib/webhooks/use-case.ts';
import type { Context } from '../lib/context.ts';
import { delayer, deliveryQueue } from './queues/deliveries.ts';
import { withSecret } from './secrets/secret.ts';

export interface Delayer {
  /** Has a message handed out again after so many seconds. */
  readonly delay: (receiptHandle: string, seconds: number) => Promise<void>;
}

/** On the queue of deliveries: makes one attempt at each, all of a batch at once. */
export const serve =
  (context: Context & WebhookTools & Delayer) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const again = await Promise.all(Records.map((record) => isToBeRepeated(record, context)));
    const failed = Records.filter((_, index) => again[index]);
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };

async function isToBeRepeated(
  { body, messageId, receiptHandle, attributes }: SQSRecord,
  context: Context & WebhookTools & Delayer,
): Promise<boolean> {
  try {
    const message = JSON.parse(body) as DeliveryMessage;
    const receiveCount = Number(attributes.ApproximateReceiveCount);
    const pause = await deliver({ message, messageId, receiveCount }, context);
    if (pause === undefined) return false;
    await context.delay(receiptHandle, pause);
    return true;
  } catch (thrown) {
    const { name, stack } = thrown instanceof Error ? thrown : { name: String(thrown), stack: undefined };
    context.log({ level: 'error', message: 'delivery failed', messageId, error: name, stack });
    return true;
  }
}

export const handler = withSecret('WEBHOOK_KEY_ARN', (webhookKey) =>
  deployed((context) =>
    serve({
      ...context,
      webhookKey,
      outbound: publicOutbound(),
      deliveries: deliveryQueue(variable('DELIVERIES_QUEUE_URL')),
      delay: delayer(variable('DELIVERIES_QUEUE_URL')),
    }),
  ),
);
