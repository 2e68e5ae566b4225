import type { Context as LambdaContext, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { deployed } from '../lib/deployed.ts';
import {
  doTask,
  type Reconciliation,
  type ReconciliationTask,
  type ReconcilingContext,
} from '../lib/background/reconciliation.ts';
import { taskSender } from './queues/tasks.ts';

/** The time that the function has left for the account it is working on. */
const RESERVE_MS = 60_000;
const USUAL_MS = 240_000;

/**
 * On the queue of the function `reconciler`: reconciles some accounts. A task in which one account fails is delivered
 * again.
 */
export const serve =
  (context: ReconcilingContext, told?: (result: Reconciliation) => void) =>
  async (
    event: SQSEvent,
    lambda?: Pick<LambdaContext, 'getRemainingTimeInMillis'>,
  ): Promise<SQSBatchResponse> => {
    const time = lambda === undefined ? USUAL_MS : lambda.getRemainingTimeInMillis() - RESERVE_MS;
    const until = performance.now() + time;
    const failed: string[] = [];
    for (const { messageId, body } of event.Records) {
      const task = JSON.parse(body) as ReconciliationTask;
      const result = await doTask(task, { requestId: messageId }, context, until);
      told?.(result);
      if (result.failed > 0) failed.push(messageId);
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };

export const handler = deployed((context) => serve({ ...context, handOut: taskSender() }));
