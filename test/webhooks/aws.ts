import { createHash } from 'node:crypto';
import { json } from 'node:stream/consumers';
import type { SQSEvent } from 'aws-lambda';
import { listen } from '../../local/listen.ts';

interface SentMessage {
  readonly Id: string;
  readonly MessageBody: string;
  readonly MessageGroupId: string;
}

/** An entry of PutEvents as EventBridge got it. */
export interface PutEntry {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
}

/**
 * The part of SQS and EventBridge that events on their way to the bus need. Clients that are created while the test file
 * runs send here, and every request is recorded.
 */
export async function queueAndBus() {
  const queued: SentMessage[][] = [];
  const put: PutEntry[][] = [];
  /** Why EventBridge refuses an entry that contains a text, by that text. */
  const refused = new Map<string, string>();
  const listener = await listen(0);
  afterAll(() => listener.close());
  for (const service of ['SQS', 'EVENTBRIDGE']) process.env[`AWS_ENDPOINT_URL_${service}`] = listener.origin;
  Object.assign(process.env, { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' });

  const answers: Readonly<Record<string, (entries: never[]) => object>> = {
    'AmazonSQS.SendMessageBatch': (entries: SentMessage[]) => {
      queued.push(entries);
      const digest = (text: string) => createHash('md5').update(text).digest('hex');
      return {
        Successful: entries.map(({ Id, MessageBody }) => ({
          Id,
          MessageId: Id,
          MD5OfMessageBody: digest(MessageBody),
        })),
      };
    },
    'AWSEvents.PutEvents': (entries: PutEntry[]) => {
      put.push(entries);
      const told = entries.map(({ Detail }) => {
        const [, ErrorCode] = [...refused].find(([text]) => Detail.includes(text)) ?? [];
        return ErrorCode === undefined ? { EventId: '1' } : { ErrorCode, ErrorMessage: 'no' };
      });
      return { FailedEntryCount: told.filter((it) => 'ErrorCode' in it).length, Entries: told };
    },
  };
  listener.answerWith((request, response) => {
    void json(request).then((input) => {
      const { Entries } = input as { Entries: never[] };
      const answer = answers[String(request.headers['x-amz-target'])]?.(Entries);
      response
        .writeHead(answer === undefined ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' })
        .end(JSON.stringify(answer ?? { __type: 'UnknownOperationException' }));
    });
  });
  return { url: `${listener.origin}/1/deliveries`, queued, put, refused };
}

/** Messages as SQS passes them to a function, each for the first time. */
export const bySqs = (bodies: readonly string[], receiveCount = 1): SQSEvent =>
  ({
    Records: bodies.map((body, index) => ({
      messageId: `message-${index}`,
      receiptHandle: `handle-${index}`,
      body,
      attributes: { ApproximateReceiveCount: String(receiveCount) },
    })),
  }) as unknown as SQSEvent;
