import type { SQSEvent, SQSRecord } from 'aws-lambda';

/** What a queue hands to its function, and gets back: which messages it is to hand out again. */
type Consumer = (event: SQSEvent) => Promise<{ batchItemFailures: { itemIdentifier: string }[] } | void>;

export interface TaskQueue<Task> {
  /** As the queue of a deployed stage takes them. */
  send(tasks: readonly Task[]): Promise<void>;
  /** Hands out all that there is, one after the other, and what is sent meanwhile. A task that fails is not handed out again. */
  drain(consumer: Consumer): Promise<void>;
}

/** Plays a queue of a deployed stage and what it feeds. */
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
