import type { SQSEvent } from 'aws-lambda';
import { MOST_RECEIVES, VISIBLE_AFTER } from '../../cdk/queue-of-deliveries.ts';
import { serve } from '../../functions/deliveries.ts';
import type { DeliveryMessage } from '../../lib/deliveries/delivery.ts';
import type { Table } from '../../lib/table/table.ts';
import { publicOutbound } from '../../lib/deliveries/public-outbound.ts';
import type { TestBerth } from '../setup/berth.ts';

const BATCH = 10;

interface Waiting {
  readonly message: DeliveryMessage;
  readonly messageId: string;
  receiveCount: number;
  /** Milliseconds since the epoch. */
  due: number;
}

/** SQS by the test's clock: passes all due messages to the function, as many batches at once as there are. */
export function queueOfDeliveries(context: TestBerth['context']) {
  const { clock } = context;
  let waiting: Waiting[] = [];
  const failed: DeliveryMessage[] = [];
  let isDelaying = true;
  const table = { ...context.table };
  const handle = serve({
    ...context,
    table,
    // No receiver is given up for being slow. The test ends requests by what it does to the receiver.
    outbound: publicOutbound({ loopback: true, answerWithinMs: 120_000 }),
    async delay(messageId, seconds) {
      if (!isDelaying) throw new Error('SQS does not answer.');
      const delayed = waiting.find((one) => one.messageId === messageId);
      if (delayed) delayed.due = clock.now() + seconds * 1000;
    },
  });
  async function batch(handed: readonly Waiting[]): Promise<void> {
    for (const one of handed) {
      one.receiveCount += 1;
      one.due = clock.now() + VISIBLE_AFTER * 1000;
    }
    const Records = handed.map(({ message, messageId, receiveCount }) => ({
      messageId,
      receiptHandle: messageId,
      body: JSON.stringify(message),
      attributes: { ApproximateReceiveCount: String(receiveCount) },
    }));
    const { batchItemFailures } = await handle({ Records } as unknown as SQSEvent);
    const again = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    waiting = waiting.filter((one) => !handed.includes(one) || again.has(one.messageId));
  }
  const take = (messages: readonly DeliveryMessage[]) => {
    for (const message of messages)
      waiting.push({ message, messageId: `message-${crypto.randomUUID()}`, receiveCount: 0, due: 0 });
  };
  const queue = {
    take,
    async handOut(): Promise<void> {
      const isDue = (one: Waiting) => one.due <= clock.now();
      failed.push(
        ...waiting
          .filter((one) => isDue(one) && one.receiveCount >= MOST_RECEIVES)
          .map(({ message }) => message),
      );
      waiting = waiting.filter((one) => !isDue(one) || one.receiveCount < MOST_RECEIVES);
      const due = waiting.filter(isDue);
      const batches = Array.from({ length: Math.ceil(due.length / BATCH) }, (_, index) =>
        due.slice(index * BATCH, (index + 1) * BATCH),
      );
      await Promise.all(batches.map(batch));
    },
    /** Lets time pass, and passes on each message when it is due. @param hours from now */
    async pass(hours: number): Promise<void> {
      const until = clock.now() + hours * 3_600_000;
      for (;;) {
        const next = Math.min(...waiting.map(({ due }) => Math.max(due, clock.now())));
        if (next > until) break;
        clock.advance((next - clock.now()) / 1000);
        await queue.handOut();
      }
      clock.advance((until - clock.now()) / 1000);
    },
    left: () => waiting.length,
    /** What is in the dead-letter queue. */
    failed: () => failed.length,
    /** Sends them back as SQS does, as messages with other ids. */
    redrive: () => take(failed.splice(0)),
    /** Whether the function's table answers. */
    table(answers: boolean) {
      Object.assign(table, context.table, answers ? {} : { documents: away });
    },
    /** Whether messages can be delayed. */
    delaying(works: boolean) {
      isDelaying = works;
    },
  };
  return queue;
}

const away = {
  send: async () => {
    throw Object.assign(new Error('DynamoDB does not answer.'), { name: 'TimeoutError' });
  },
} as unknown as Table['documents'];
