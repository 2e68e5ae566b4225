import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Publishing } from '../lib/deliveries/publish.ts';
import { deployed } from '../lib/deployed.ts';
import { gateFollower } from '../lib/history/follow-gates.ts';
import type { ItemChange } from '../lib/table/stream/item-change.ts';
import type { Context } from '../lib/context.ts';
import { publishing } from './queues/publishing.ts';

/**
 * On the queue of changes that `usage` has parked: retries them. Changes that fail three times wait in the
 * dead-letter queue for a person.
 */
export const serve = (context: Context & Publishing) => {
  const follow = gateFollower(context);
  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    for (const { messageId, body } of event.Records) {
      try {
        await follow([JSON.parse(body) as ItemChange]);
      } catch (thrown) {
        failed.push(messageId);
        const { name, stack } = thrown instanceof Error ? thrown : { name: String(thrown), stack: undefined };
        context.log({ level: 'error', message: 'parked change failed', messageId, error: name, stack });
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
};

export const handler = deployed((context) => serve({ ...context, ...publishing() }));
