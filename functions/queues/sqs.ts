import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { batches } from './batches.ts';

/** The most messages that SQS accepts in one request. */
const BATCH = { most: 10, bytes: 256 * 1024 };

interface Message {
  readonly body: object;
  /** Its message group, if it has one. */
  readonly group?: string;
}

/** Sends messages to a queue, in as few requests as possible. @throws when SQS refuses one of them */
export function sqsSender(QueueUrl: string): (messages: readonly Message[]) => Promise<void> {
  const sqs = new SQSClient({});
  return async (messages) => {
    const entries = messages.map(({ body, group }, index) => ({
      Id: String(index),
      MessageBody: JSON.stringify(body),
      ...(group !== undefined && { MessageGroupId: group }),
    }));
    const sizeOf = ({ MessageBody }: (typeof entries)[number]) => Buffer.byteLength(MessageBody);
    for (const Entries of batches(entries, { ...BATCH, sizeOf })) {
      const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      if (Failed.length > 0) throw new Error(`SQS refused ${Failed.length} messages: ${Failed[0]?.Code}`);
    }
  };
}
