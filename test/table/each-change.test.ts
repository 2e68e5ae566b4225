import type { DynamoDBRecord } from 'aws-lambda';
import { functions } from '../../cdk/functions.ts';
import { eachChange } from '../../lib/table/stream/each-change.ts';

const LIMIT_MS = (functions.relay.timeout ?? 0) * 1_000;

/**
 * Lambda, reading a stream: it delivers a batch, continues after what was done, and halves a batch whose function was
 * interrupted. Each time a new process begins.
 * @returns what was done, in order
 */
async function told(changes: number, millisecondsEach: number): Promise<string[]> {
  const done: string[] = [];
  const records = Array.from({ length: changes }, (_, index) => recordAt(index));
  let size = changes;
  while (records.length > 0) {
    const batch = records.slice(0, size);
    let time = 0;
    let cutShort: () => void = () => {};
    const cut = new Promise<undefined>((resolve) => {
      cutShort = () => resolve(undefined);
    });
    const handle = eachChange(async ({ key }) => {
      time += millisecondsEach;
      if (time > LIMIT_MS) {
        cutShort();
        await new Promise(() => {});
      }
      done.push(key.sk);
    })({ log: () => {} });
    const answer = await Promise.race([
      handle({ Records: batch }, { getRemainingTimeInMillis: () => LIMIT_MS - time }),
      cut,
    ]);
    if (answer === undefined) {
      size = Math.max(1, Math.floor(batch.length / 2));
      continue;
    }
    const failed = answer.batchItemFailures.map(({ itemIdentifier }) =>
      batch.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === itemIdentifier),
    );
    records.splice(0, Math.min(batch.length, ...failed));
  }
  return done;
}

const recordAt = (index: number): DynamoDBRecord => ({
  eventID: `event-${index}`,
  dynamodb: { SequenceNumber: String(index), Keys: { pk: { S: 'ACCOUNT' }, sk: { S: String(index) } } },
});

test.each([
  ['as quick as SES is', 120],
  ['at its slowest', 1_000],
  ['each at the end of its patience', 8_000],
])('a hundred changes are each handled once, %s', async (_case, milliseconds) => {
  expect(await told(100, milliseconds)).toEqual(Array.from({ length: 100 }, (_, index) => String(index)));
});
