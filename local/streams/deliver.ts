import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';

/** A function that is fed by the table's stream. */
export interface StreamConsumer {
  /** Names it in its checkpoint and in messages. */
  readonly name: string;
  readonly handle: (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse | void>;
}

export interface RetryOptions {
  /** Tries in all before a batch is given up, as into a dead-letter queue. Default 10. */
  readonly attempts?: number;
  /** The first pause, in milliseconds; each is twice the one before, up to 5,000. Default 100. */
  readonly pauseMs?: number;
  readonly onFailure: (thrown: unknown, consumer: string, givenUp: boolean) => void;
  readonly signal: AbortSignal;
}

const LONGEST_PAUSE_MS = 5_000;

/**
 * Passes a batch to a consumer as Lambda does: in order, all of it again when the consumer throws, and from the first
 * record that it reports as failed when it answers with `batchItemFailures`. Later records wait.
 * @returns whether the batch is done, handled or dropped; false when the signal came in between
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
