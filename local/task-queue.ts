import type { SQSEvent, SQSRecord } from 'aws-lambda';

/** What a queue passes to its function, and gets back: the messages to deliver again. */
type Consumer = (event: SQSEvent) => Promise<{ batchItemFailures: { itemIdentifier: string }[] } | void>;

export interface TaskQueue<Task> {
  /** In the form of the queue of a deployed stage. */
  send(tasks: readonly Task[]): Promise<void>;
  /**
   * Delivers all messages, one after the other, with those that are sent in the meantime. A task that fails is not
   * delivered again.
   */
  drain(consumer: Consumer): Promise<void>;
}

/** Replaces a queue of a deployed stage and its event source mapping. */
export function taskQueue<Task>(): TaskQueue<Task> {
  const waiting: string[] = [];
  return {
    send: async (tasks) => void waiting.push(...tasks.map((task) => JSON.stringify(task))),
    async drain(consumer) {
      for (let body = waiting.shift(); body !== undefined; body = waiting.shift()) {
        await consumer({ Records: [{ messageId: 'local', body } as SQSRecord] });
      }
    },
  };
}
