import { variable } from '../../lib/deployed.ts';
import { sqsSender } from './sqs.ts';

/** Puts tasks on the queue of the function that performs them. */
export function taskSender(): (tasks: readonly object[]) => Promise<void> {
  const send = sqsSender(variable('TASK_QUEUE_URL'));
  return (tasks) => send(tasks.map((body) => ({ body })));
}
