import { EventBridgeClient, PutEventsCommand, type PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import type { WebhookEvent } from '../../lib/deliveries/event.ts';
import { batches } from './batches.ts';

/** The source of Berth's events, in every stage, as rules name it. */
const SOURCE = 'berth';
/** The most entries that PutEvents accepts in one request. */
const BATCH = { most: 10, bytes: 256 * 1024 };
/** The bytes that EventBridge counts for an entry besides its texts: its time. */
const TIME_BYTES = 14;

/** Puts events on a bus. @returns for each of them why it was not accepted; undefined when it was */
export type PutEvents = (events: readonly WebhookEvent[]) => Promise<(string | undefined)[]>;

/** Publishes to an EventBridge bus: the envelope that webhooks get is the detail, and its type the detail type. */
export function eventBus(EventBusName: string): PutEvents {
  // Both tries of a request end well before the function's time is up.
  const eventBridge = new EventBridgeClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
  return async (events) => {
    const entries = events.map((event) => ({
      EventBusName,
      Source: SOURCE,
      DetailType: event.type,
      Time: new Date(event.at),
      Detail: JSON.stringify(event),
    }));
    const failures: (string | undefined)[] = [];
    for (const Entries of batches(entries, { ...BATCH, sizeOf })) {
      const { Entries: answers = [] } = await eventBridge.send(new PutEventsCommand({ Entries }));
      // An entry that the answer does not mention counts as not accepted.
      failures.push(...Entries.map((_, index) => failureIn(answers[index])));
    }
    return failures;
  };
}

const sizeOf = ({ Source, DetailType, Detail }: { Source: string; DetailType: string; Detail: string }) =>
  TIME_BYTES + Buffer.byteLength(Source + DetailType + Detail);

const failureIn = (answer: PutEventsResultEntry | undefined): string | undefined =>
  answer?.EventId === undefined ? (answer?.ErrorCode ?? 'NoAnswer') : undefined;
