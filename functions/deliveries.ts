import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { deliver } from '../lib/deliveries/deliver.ts';
import { pauseAfter, type DeliveryMessage } from '../lib/deliveries/delivery.ts';
import { publicOutbound } from '../lib/deliveries/public-outbound.ts';
import { deployed, variable, type FunctionEnvironment } from '../lib/deployed.ts';
import type { WebhookTools } from '../lib/webhooks/use-case.ts';
import type { Context } from '../lib/context.ts';
import { delayer, deliveryQueue, type BusMessage } from './queues/deliveries.ts';
import { eventBus, type PutEvents } from './queues/event-bus.ts';
import { withSecret } from './secrets/secret.ts';

export interface Delayer {
  /** Makes SQS deliver a message again after this many seconds. */
  readonly delay: (receiptHandle: string, seconds: number) => Promise<void>;
}

type DeliveriesContext = Context &
  WebhookTools &
  Delayer & {
    /** Absent where the stage has no bus. */
    readonly putEvents?: PutEvents | undefined;
  };

/**
 * On the queue of deliveries: makes one attempt at each, and puts the events of a batch that are for the bus on it, all
 * at once.
 */
export const serve =
  (context: DeliveriesContext) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const forBus: Waiting<BusMessage>[] = [];
    const attempts: Promise<SQSRecord[]>[] = [];
    for (const record of Records) {
      const message = JSON.parse(record.body) as DeliveryMessage | BusMessage;
      if ('forBus' in message) forBus.push({ record, message });
      else attempts.push(attempted({ record, message }, context));
    }
    const again = await Promise.all([putOnBus(forBus, context), ...attempts]);
    return { batchItemFailures: again.flat().map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };

interface Waiting<Message> {
  readonly record: SQSRecord;
  readonly message: Message;
}

/** @returns the record, when SQS shall deliver it again */
async function attempted(
  { record, message }: Waiting<DeliveryMessage>,
  context: DeliveriesContext,
): Promise<SQSRecord[]> {
  const { messageId } = record;
  const receiveCount = receiveCountOf(record);
  try {
    const pause = await deliver({ message, messageId, receiveCount }, context);
    if (pause === undefined) return [];
    await delayed(record, pause, context);
  } catch (thrown) {
    context.log({ level: 'error', message: 'delivery failed', messageId, ...factsOf(thrown) });
    await delayed(record, Math.min(LONGEST_OWN_PAUSE, receiveCount * MINUTE), context);
  }
  return [record];
}

const MINUTE = 60;
/** The longest pause after a failure of Berth itself, in seconds: for example while its table can't be reached. */
const LONGEST_OWN_PAUSE = 15 * MINUTE;

/** A message that can't be delayed is delivered again when its visibility timeout is over. */
async function delayed(
  { messageId, receiptHandle }: SQSRecord,
  seconds: number,
  { delay, log }: DeliveriesContext,
): Promise<void> {
  await delay(receiptHandle, seconds).catch((thrown: unknown) =>
    log({ level: 'error', message: 'message not delayed', messageId, ...factsOf(thrown) }),
  );
}

function factsOf(thrown: unknown): { error: string; stack: string | undefined } {
  const { name, stack } = thrown instanceof Error ? thrown : { name: String(thrown), stack: undefined };
  return { error: name, stack };
}

/** @returns the records that the bus did not accept: they are delivered again, with the pauses of a delivery */
async function putOnBus(
  waiting: readonly Waiting<BusMessage>[],
  context: DeliveriesContext,
): Promise<SQSRecord[]> {
  const { putEvents, log } = context;
  if (waiting.length === 0 || putEvents === undefined) return [];
  const failures = await putEvents(waiting.map(({ message }) => message.forBus)).catch((thrown: unknown) =>
    waiting.map(() => (thrown instanceof Error ? thrown.name : String(thrown))),
  );
  const again = waiting.filter((_, index) => failures[index] !== undefined).map(({ record }) => record);
  if (again.length === 0) return [];
  log({ level: 'error', message: 'events not put', events: again.length, error: failures.find(Boolean) });
  await Promise.all(
    again.map((record) => delayed(record, pauseAfter(receiveCountOf(record)) ?? LAST_PAUSE, context)),
  );
  return again;
}

/** Seconds between the attempts after those of a delivery, until the message goes into the dead-letter queue. */
const LAST_PAUSE = 3600;

const receiveCountOf = ({ attributes }: SQSRecord): number => Number(attributes.ApproximateReceiveCount);

export const handler = withSecret('WEBHOOK_KEY_ARN', (webhookKey) =>
  deployed((context) => {
    const { EVENT_BUS_NAME: bus } = process.env as Partial<FunctionEnvironment>;
    return serve({
      ...context,
      webhookKey,
      outbound: publicOutbound(),
      deliveries: deliveryQueue(variable('DELIVERIES_QUEUE_URL')),
      delay: delayer(variable('DELIVERIES_QUEUE_URL')),
      putEvents: bus === undefined ? undefined : eventBus(bus),
    });
  }),
);
