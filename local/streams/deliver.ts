import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';

/** A function that reads the table's stream. */
export interface StreamConsumer {
  /** Names it in its checkpoint and in messages. */
  readonly name: string;
  readonly handle: (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse | void>;
}

export interface RetryOptions {
  /** The total of tries before a batch is dropped, as it would go into a dead-letter queue. Default 10. */
  readonly attempts?: number;
  /** The first pause, in milliseconds; each pause is twice the previous one, up to 5,000. Default 100. */
  readonly pauseMs?: number;
  readonly onFailure: (thrown: unknown, consumer: string, givenUp: boolean) => void;
  readonly signal: AbortSignal;
}

const LONGEST_PAUSE_MS = 5_000;

/**
 * Passes a batch to a consumer as Lambda does: in order. The whole batch is passed again when the consumer throws;
 * when it answers with `batchItemFailures`, the batch is passed again from the first record that failed. Later
 * records wait.
 * @returns whether the batch was handled or dropped; false when the signal came first
 */
export async function deliver(
  batch: readonly DynamoDBRecord[],
  { name, handle }: StreamConsumer,
  { attempts = 10, pauseMs = 100, onFailure, signal }: RetryOptions,
): Promise<boolean> {
  let rest = [...batch];
  for (let attempt = 1; rest.length > 0 && !signal.aborted; attempt += 1) {
    let failure: unknown;
    try {
      const answer = await handle({ Records: structuredClone(rest) });
      rest = failedOf(rest, answer);
      if (rest.length === 0) return true;
      failure = new Error(`${rest.length} of ${batch.length} records were reported as failed`);
    } catch (thrown) {
      failure = thrown;
    }
    const givenUp = attempt >= attempts;
    onFailure(failure, name, givenUp);
    if (givenUp) return true;
    const pause = Math.min(LONGEST_PAUSE_MS, pauseMs * 2 ** (attempt - 1));
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
  return rest.length === 0;
}

function failedOf(batch: DynamoDBRecord[], answer: DynamoDBBatchResponse | void): DynamoDBRecord[] {
  const failed = new Set(answer?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const first = batch.findIndex(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ''));
  return first < 0 ? [] : batch.slice(first);
}
