import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { readBody } from '../../local/gateway/body.ts';
import { follow, type FollowOptions, type StreamConsumer } from '../../local/streams/follow.ts';
import { closing, served } from '../setup/served.ts';

const endpoint = process.env['DYNAMODB_ENDPOINT'] ?? '';
const client = new DynamoDBClient({ endpoint });

afterAll(() => client.destroy());

async function aTable() {
  const TableName = `stream-${randomUUID()}`;
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  return {
    tableName: TableName,
    put: (pk: string, more: { bytes?: Uint8Array } = {}) =>
      client.send(
        new PutItemCommand({
          TableName,
          Item: { pk: { S: pk }, ...(more.bytes && { bytes: { B: more.bytes } }) },
        }),
      ),
  };
}

const keyOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.Keys?.['pk']?.S ?? '';

async function aFollower(
  tableName: string,
  handle: StreamConsumer['handle'],
  options: Partial<FollowOptions> = {},
) {
  const failures: { thrown: unknown; givenUp: boolean }[] = [];
  const follower = await follow({
    endpoint,
    tableName,
    consumer: { name: 'test', handle },
    pauseMs: 1,
    onFailure: (thrown, _, givenUp) => failures.push({ thrown, givenUp }),
    ...options,
  });
  closing.push(() => follower.stop());
  return { ...follower, failures };
}

test('every change reaches the consumer once, in order, and settled() waits for earlier ones', async () => {
  const table = await aTable();
  const seen: string[] = [];
  const follower = await aFollower(table.tableName, async ({ Records }) => {
    seen.push(...Records.map(keyOf));
  });
  for (let n = 0; n < 250; n += 1) await table.put(`item-${n}`);
  await follower.settled();
  expect(seen).toEqual(Array.from({ length: 250 }, (_, n) => `item-${n}`));
  await table.put('another');
  await follower.settled();
  expect(seen.at(-1)).toBe('another');
  expect(follower.failures).toEqual([]);
});

/** DynamoDB Local behind a server that can hold back what was read from the stream. */
async function aSlowEndpoint() {
  let holding: { held: () => void; release: Promise<void> } | undefined;
  const slow = await served((request, response) => {
    const forward = async () => {
      const body = (await readBody(request)) ?? '';
      const headers = Object.entries(request.headers).filter(([name]) =>
        /^(content-type|x-amz|auth)/.test(name),
      );
      const answer = await fetch(endpoint, {
        method: 'POST',
        headers: headers as [string, string][],
        body,
      });
      const read = await answer.text();
      const hold = String(request.headers['x-amz-target']).endsWith('GetRecords') ? holding : undefined;
      hold?.held();
      await hold?.release;
      response.writeHead(answer.status).end(read);
    };
    void forward();
  });
  return {
    endpoint: slow,
    /** Resolves when the stream was read. The result is then held back until it is released. */
    async holdReading(): Promise<() => void> {
      const release = Promise.withResolvers<void>();
      const held = Promise.withResolvers<void>();
      holding = { held: held.resolve, release: release.promise };
      await held.promise;
      holding = undefined;
      return release.resolve;
    },
  };
}

test('settled() does not accept the end of a look that began before it was called', async () => {
  const table = await aTable();
  const slow = await aSlowEndpoint();
  const seen: string[] = [];
  const follower = await aFollower(
    table.tableName,
    async ({ Records }) => {
      seen.push(...Records.map(keyOf));
    },
    { endpoint: slow.endpoint, everyMs: 1 },
  );
  const release = await slow.holdReading();
  await table.put('one');
  const settled = follower.settled();
  release();
  await settled;
  expect(seen).toEqual(['one']);
});

test('records look as Lambda passes them to a function', async () => {
  const table = await aTable();
  const events: DynamoDBStreamEvent[] = [];
  const follower = await aFollower(table.tableName, async (event) => {
    events.push(event);
  });
  await table.put('one', { bytes: new Uint8Array([0, 255]) });
  await follower.settled();
  expect(events).toEqual([
    {
      Records: [
        {
          eventID: expect.any(String),
          eventName: 'INSERT',
          eventVersion: '1.1',
          eventSource: 'aws:dynamodb',
          eventSourceARN: expect.stringContaining(`table/${table.tableName}/stream/`),
          awsRegion: expect.any(String),
          dynamodb: {
            ApproximateCreationDateTime: expect.any(Number),
            Keys: { pk: { S: 'one' } },
            NewImage: { pk: { S: 'one' }, bytes: { B: 'AP8=' } },
            SequenceNumber: expect.any(String),
            SizeBytes: expect.any(Number),
            StreamViewType: 'NEW_AND_OLD_IMAGES',
          },
        },
      ],
    },
  ]);
});

test('a failed batch comes again as a whole, before anything that was written after it', async () => {
  const table = await aTable();
  const tries: string[][] = [];
  const follower = await aFollower(table.tableName, async ({ Records }) => {
    tries.push(Records.map(keyOf));
    if (tries.length === 1) await table.put('two');
    if (tries.length < 3) throw new Error('not now');
  });
  await table.put('one');
  await follower.settled();
  expect(tries).toEqual([['one'], ['one'], ['one'], ['two']]);
  expect(follower.failures.map(({ givenUp }) => givenUp)).toEqual([false, false]);
});

test('when a batch fails in part, only the failed record and later ones come again', async () => {
  const table = await aTable();
  const tries: string[][] = [];
  for (const name of ['one', 'two', 'three']) await table.put(name);
  const follower = await aFollower(table.tableName, async ({ Records }) => {
    tries.push(Records.map(keyOf));
    const failed = tries.length === 1 ? Records[1]?.dynamodb?.SequenceNumber : undefined;
    return { batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: failed }] };
  });
  await follower.settled();
  expect(tries).toEqual([
    ['one', 'two', 'three'],
    ['two', 'three'],
  ]);
});

test('a batch that fails for good is reported as given up and does not hold up the rest', async () => {
  const table = await aTable();
  const seen: string[] = [];
  const follower = await aFollower(
    table.tableName,
    async ({ Records }) => {
      if (keyOf(Records[0] as DynamoDBRecord) === 'bad') throw new Error('never');
      seen.push(...Records.map(keyOf));
    },
    { attempts: 3 },
  );
  await table.put('bad');
  await follower.settled();
  await table.put('good');
  await follower.settled();
  expect(follower.failures.map(({ givenUp }) => givenUp)).toEqual([false, false, true]);
  expect(seen).toEqual(['good']);
});

test('a second run continues where the first one ended', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'berth-stream-'));
  closing.push(() => rm(directory, { recursive: true }));
  const checkpointFile = join(directory, 'checkpoint.json');
  const table = await aTable();
  const seen: string[] = [];
  const handle: StreamConsumer['handle'] = async ({ Records }) => {
    seen.push(...Records.map(keyOf));
  };
  const first = await aFollower(table.tableName, handle, { checkpointFile });
  await table.put('one');
  await first.settled();
  await first.stop();
  await table.put('two');
  const second = await aFollower(table.tableName, handle, { checkpointFile });
  await second.settled();
  expect(seen).toEqual(['one', 'two']);
});
