import type { SQSEvent } from 'aws-lambda';
import type { DeliveryMessage } from '../../lib/deliveries/delivery.ts';
import { localDeliveryQueue } from '../../local/delivery-queue.ts';

const messageTo = (webhookId: string) => ({ webhookId }) as unknown as DeliveryMessage;

test('a webhook without running deliveries comes before webhooks whose slow receivers keep all workers but one busy', async () => {
  const queue = localDeliveryQueue();
  const handed: string[] = [];
  const end: (() => void)[] = [];
  queue.consume(async ({ Records }: SQSEvent) => {
    const [{ body } = { body: '' }] = Records;
    handed.push((JSON.parse(body) as DeliveryMessage).webhookId);
    await new Promise<void>((resolve) => end.push(resolve));
    return { batchItemFailures: [] };
  });
  const slow = ['one', 'two', 'three', 'four'];
  await queue.send(slow.flatMap((webhook) => Array.from({ length: 8 }, () => messageTo(webhook))));
  await queue.send([messageTo('quiet')]);
  expect(handed.toSorted()).toEqual(slow.flatMap((webhook) => Array<string>(4).fill(webhook)).toSorted());

  end.shift()?.();
  while (handed.length === 16) await Promise.resolve();
  expect(handed.at(-1)).toBe('quiet');
  while (handed.length < 33) {
    end.splice(0).forEach((finish) => finish());
    await Promise.resolve();
  }
  end.splice(0).forEach((finish) => finish());
  await queue.settled();
});
