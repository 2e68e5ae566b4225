import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { variable } from '../../lib/deployed.ts';

/** The most messages that SQS accepts in one request. */
const BATCH = 10;

/** Puts tasks on the queue of the function that performs them. */
export function taskSender(): (tasks: readonly object[]) => Promise<void> {
  const sqs = new SQSClient({});
  const QueueUrl = variable('TASK_QUEUE_URL');
  return async (tasks) => {
    for (let from = 0; from < tasks.length; from += BATCH) {
      const Entries = tasks
        .slice(from, from + BATCH)
        .map((task, index) => ({ Id: String(index), MessageBody: JSON.stringify(task) }));
      const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      if (Failed.length > 0)
        throw new Error(`SQS did not take ${Failed.length} tasks: ${Failed[0]?.Message}`);
    }
  };
}
