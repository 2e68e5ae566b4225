import { randomUUID } from 'node:crypto';
import type { Table } from '../../lib/table/table.ts';

/**
 * What can happen to one request to DynamoDB: `lost`: done, but the answer is a 500; `cut`: done, but no answer comes;
 * `twice`: delivered a second time after its answer; `failed`: a 500, and nothing is done; `throttled`; `conflict`: another
 * transaction is at the same items, which DynamoDB Local never reports.
 */
export type Fault = 'lost' | 'cut' | 'twice' | 'failed' | 'throttled' | 'conflict';

export const faults: readonly Fault[] = ['lost', 'cut', 'twice', 'failed', 'throttled', 'conflict'];

const error = (name: string, httpStatusCode: number | undefined, more: object = {}) =>
  Object.assign(new Error(`${name}, injected`), {
    name,
    $fault: 'server',
    $metadata: { ...(httpStatusCode !== undefined && { httpStatusCode }) },
    ...more,
  });

const serverError = () => error('InternalServerError', 500);
const throttled = () => error('ThrottlingException', 400);

/**
 * The answer of DynamoDB when a write meets a transaction at the same item. Reads never get it. They are throttled instead.
 */
function conflict(command: string): Error {
  if (command === 'TransactWriteItemsCommand') {
    const CancellationReasons = [{ Code: 'None' }, { Code: 'TransactionConflict' }];
    return error('TransactionCanceledException', 400, { CancellationReasons });
  }
  const isWrite = ['UpdateItemCommand', 'DeleteItemCommand', 'PutItemCommand'].includes(command);
  return isWrite ? error('TransactionConflictException', 400) : throttled();
}

export interface Injection {
  /** Sets the fault of each following request over the wire, including the SDK's own retries. Undefined means no fault. */
  arm(faultOf: (attempt: number) => Fault | undefined): void;
  /** @returns how many requests there were since it was armed */
  disarm(): number;
  remove(): void;
}

/** Stands between the SDK's retries and the network. */
export function injectFaults(table: Table): Injection {
  const { documents } = table;
  let attempts = 0;
  let faultOf: ((attempt: number) => Fault | undefined) | undefined;
  documents.middlewareStack.add(
    (next, { commandName }) =>
      async (request) => {
        if (faultOf === undefined) return next(request);
        const fault = faultOf(attempts);
        attempts += 1;
        switch (fault) {
          case 'failed':
            throw serverError();
          case 'throttled':
            throw throttled();
          case 'conflict':
            throw conflict(String(commandName));
          case 'lost':
          case 'cut':
            await next(request).catch(() => {});
            throw fault === 'lost' ? serverError() : error('TimeoutError', undefined);
          case 'twice':
            try {
              return await next(request);
            } finally {
              await next(request).catch(() => {});
            }
          case undefined:
          default:
            return next(request);
        }
      },
    { step: 'finalizeRequest', priority: 'low', name: 'faults', override: true },
  );
  return {
    arm(given) {
      attempts = 0;
      faultOf = given;
    },
    disarm() {
      faultOf = undefined;
      return attempts;
    },
    remove: () => void documents.middlewareStack.remove('faults'),
  };
}

/** A planted bug: each try of a transaction looks like another transaction. @returns a function that removes it */
export function forgetTokens(table: Table): () => void {
  table.documents.middlewareStack.add(
    (next) => (request) => {
      const sent = request.request as { body: Uint8Array };
      const text = new TextDecoder().decode(sent.body);
      // The length stays the same, because the headers are written already.
      const other = text.replace(/"ClientRequestToken":"[^"]*"/, `"ClientRequestToken":"${randomUUID()}"`);
      sent.body = new TextEncoder().encode(other);
      return next(request);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'forgetful', override: true },
  );
  return () => void table.documents.middlewareStack.remove('forgetful');
}
