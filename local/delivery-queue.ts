import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Delayer } from '../functions/deliveries.ts';
import type { DeliveryMessage } from '../lib/deliveries/delivery.ts';
import type { DeliveryQueue } from '../lib/deliveries/publish.ts';

/**
 * How many messages are handled at once, in total and for one webhook, so that a slow receiver does not block the
 * others.
 */
const MAX_AT_ONCE = 16;
const MAX_OF_ONE = 4;

interface Waiting {
  readonly message: DeliveryMessage;
  readonly messageId: string;
  receiveCount: number;
}

/** Replaces SQS: delivers each message, and delivers it again after a pause as long as it is reported as failed. */
export interface LocalDeliveryQueue extends DeliveryQueue, Delayer {
  consume(handle: (event: SQSEvent) => Promise<SQSBatchResponse>): void;
  /**
   * Resolves when no message is being handled or ready to be handled. Messages that wait for another attempt don't
   * count.
   */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export function localDeliveryQueue(): LocalDeliveryQueue {
  const ready: Waiting[] = [];
  const handled = new Map<Waiting, Promise<void>>();
  const pauses = new Map<string, number>();
  const stopping = new AbortController();
  let handle: ((event: SQSEvent) => Promise<SQSBatchResponse>) | undefined;

  function handOut(): void {
    const consumer = handle;
    if (consumer === undefined) return;
    while (!stopping.signal.aborted && handled.size < MAX_AT_ONCE) {
      const next = takeNext();
      if (next === undefined) return;
      const work = once(next, consumer).finally(() => {
        handled.delete(next);
        handOut();
      });
      handled.set(next, work);
    }
  }

  /** Like SQS: of the waiting webhooks, the one with the fewest deliveries under way comes first. */
  function takeNext(): Waiting | undefined {
    const inHand = Map.groupBy(handled.keys(), ({ message }) => message.webhookId);
    let [best, fewest] = [-1, MAX_OF_ONE];
    for (const [index, { message }] of ready.entries()) {
      const count = inHand.get(message.webhookId)?.length ?? 0;
      if (count < fewest) [best, fewest] = [index, count];
      if (fewest === 0) break;
    }
    return best < 0 ? undefined : ready.splice(best, 1)[0];
  }

  async function once(waiting: Waiting, consumer: NonNullable<typeof handle>): Promise<void> {
    waiting.receiveCount += 1;
    const { message, messageId, receiveCount } = waiting;
    const record = {
      messageId,
      receiptHandle: messageId,
      body: JSON.stringify(message),
      attributes: { ApproximateReceiveCount: String(receiveCount) },
    };
    const { batchItemFailures } = await consumer({ Records: [record] } as unknown as SQSEvent);
    if (batchItemFailures.length === 0) return;
    const pause = (pauses.get(messageId) ?? 1) * 1000;
    pauses.delete(messageId);
    void sleep(pause, undefined, { signal: stopping.signal, ref: false }).then(
      () => {
        ready.push(waiting);
        handOut();
      },
      () => {},
    );
  }

  return {
    async send(messages) {
      ready.push(...messages.map((message) => ({ message, messageId: randomUUID(), receiveCount: 0 })));
      handOut();
    },
    async delay(receiptHandle, seconds) {
      pauses.set(receiptHandle, seconds);
    },
    consume(consumer) {
      handle = consumer;
      handOut();
    },
    async settled() {
      while (handled.size > 0) await Promise.all(handled.values());
    },
    async stop() {
      stopping.abort();
      await Promise.all(handled.values());
    },
  };
}
