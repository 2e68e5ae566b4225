import type { EventId } from '../../lib/api/schemas/ids.ts';
import { newId } from '../../lib/clock.ts';
import { deliver } from '../../lib/deliveries/deliver.ts';
import { deliveryIdOf, type DeliveryMessage } from '../../lib/deliveries/delivery.ts';
import { aBerth, done } from '../setup/berth.ts';
import { aMessage, failDelivery } from '../setup/webhooks.ts';
import { aReceiver, isSignedBy } from './receiver.ts';

const berth = await aBerth();
const { call, context } = berth;
const { documents } = context.table;

type Item = Readonly<Record<string, any>>; // oxlint-disable-line typescript/no-explicit-any -- of any kind

interface Bug {
  readonly name: string;
  /** Changes an item as it is read, or as a write returned it. @param values of the write */
  readonly item?: (item: Item, values: Item) => Item;
  /** Changes what is put on the queue. */
  readonly message?: (message: DeliveryMessage) => DeliveryMessage;
  /** What the test then finds. */
  readonly finding: string;
}

/** The last chain that was queued. */
let queuedChain: string | undefined;

const webhooksIn = (item: Item, change: (webhook: Item, ids: string[]) => Item): Item => {
  if (item['sk'] !== 'WEBHOOKS') return item;
  const all = item['webhooks'] as Record<string, Item>;
  const changed = Object.entries(all).map(([id, webhook]) => [id, change(webhook, Object.keys(all))]);
  return { ...item, webhooks: Object.fromEntries(changed) };
};

const bugs: readonly Bug[] = [
  {
    name: 'an event that is told before its request is committed',
    item: (item) =>
      item['chain'] === undefined
        ? item
        : { ...item, chain: queuedChain ?? item['chain'], status: 'pending' },
    finding: 'what was not committed was sent',
  },
  {
    name: 'the secret of the other webhook',
    item: (item) =>
      webhooksIn(item, (webhook, ids) => ({ ...webhook, id: ids.find((id) => id !== webhook['id']) })),
    finding: 'the signature is not that of its webhook',
  },
  {
    name: 'a resend under a new id',
    message: ({ chain: _, event, ...to }) => ({
      ...to,
      event: { ...event, id: newId<EventId>('evt', context.clock) },
    }),
    finding: 'a resend has another id',
  },
  {
    name: 'a disabled webhook that is still sent to',
    item: (item) => webhooksIn(item, (webhook) => ({ ...webhook, enabled: true })),
    finding: 'a disabled webhook was sent to',
  },
  {
    name: 'a message that does not ask whether another one sees to its delivery',
    item: (item, { ':chain': chain }) => (chain === undefined ? item : { ...item, chain, status: 'pending' }),
    finding: 'an event that was queued twice was sent twice',
  },
];

/** Runs with a bug in the client of the table and in the queue. */
async function withBug<Result>(
  { item: alter, message }: Partial<Bug>,
  run: () => Promise<Result>,
): Promise<Result> {
  const queue = context.deliveries;
  const send = queue.send.bind(queue);
  queue.send = async (messages) => {
    queuedChain = messages[0]?.chain;
    await send(message === undefined ? messages : messages.map(message));
  };
  if (alter !== undefined)
    documents.middlewareStack.add(
      (next) => async (request) => {
        const answer = await next(request);
        const output = answer.output as { Item?: Item; Attributes?: Item };
        const values =
          (request.input as { ExpressionAttributeValues?: Item }).ExpressionAttributeValues ?? {};
        if (output.Item !== undefined) output.Item = alter(output.Item, values);
        if (output.Attributes !== undefined) output.Attributes = alter(output.Attributes, values);
        return answer;
      },
      { step: 'initialize', name: 'bug' },
    );
  try {
    return await run();
  } finally {
    documents.middlewareStack.remove('bug');
    queue.send = send;
    queuedChain = undefined;
  }
}

/** Sends, sends again, crashes and disables. @returns what is wrong with what arrived */
async function findings(): Promise<string[]> {
  const { of } = await berth.aPlace();
  const { as, params } = of;
  const aWebhook = async () => {
    const receiver = await aReceiver();
    const body = { url: receiver.url, events: ['call.started' as const] };
    const webhook = done(await call('createWebhook', { as, params, body }));
    return { receiver, webhook, one: { as, params: { ...params, webhookId: webhook.id } } };
  };
  const [own, other] = [await aWebhook(), await aWebhook()];
  const { receiver, webhook, one } = own;
  const found: string[] = [];
  const check = (holds: boolean, finding: string) => void (holds || found.push(finding));
  const came = () => receiver.received.splice(0).map(({ headers }) => headers['webhook-id']);
  const message = (fact: string, webhookId = webhook.id) =>
    aMessage(context, { ...params, webhookId }, { fact });
  const handOut = async (handed: DeliveryMessage | undefined, messageId: string, receiveCount = 1) =>
    handed && deliver({ message: handed, messageId, receiveCount }, context);
  /** A delivery that failed for good. @returns its event's id, and the message that was queued to send it again */
  const resent = async (fact: string) => {
    receiver.answer = { status: 503 };
    const failed = message(fact);
    await handOut(failed, fact);
    await failDelivery({ webhookId: webhook.id, deliveryId: deliveryIdOf(failed) }, context);
    receiver.answer = { status: 204 };
    came();
    const { items } = done(await call('listDeliveries', one));
    const deliveryId = items.find(({ eventId }) => eventId === failed.event.id)?.id ?? '';
    berth.queued.length = 0;
    await call('resendDelivery', { as, params: { ...one.params, deliveryId } });
    return { id: failed.event.id, queued: berth.queued.splice(0)[0] };
  };

  const first = message('first');
  await handOut(first, 'first');
  await handOut(message('first', other.webhook.id), 'to the other');
  for (const { receiver: to, webhook: by } of [own, other])
    check(
      to.received.every((it) => isSignedBy(by.secret, it)),
      'the signature is not that of its webhook',
    );
  await handOut(first, 'first, queued again');
  check(came().length === 1, 'an event that was queued twice was sent twice');

  const again = await resent('again');
  await handOut(again.queued, 'again');
  check(String(came()) === again.id, 'a resend has another id');

  const died = await whenItDies(() => resent('died'));
  for (const receiveCount of [1, 2, 3]) await handOut(died.queued, 'died', receiveCount);
  check(came().length === 0, 'what was not committed was sent');

  done(await call('editWebhook', { ...one, body: { enabled: false } }));
  await handOut(message('disabled'), 'disabled');
  check(came().length === 0, 'a disabled webhook was sent to');
  return found;
}

/** Runs while the process crashes after each message that it puts on the queue. */
async function whenItDies<Result>(run: () => Promise<Result>): Promise<Result> {
  const queue = context.deliveries;
  const send = queue.send.bind(queue);
  queue.send = async (messages) => {
    await send(messages);
    throw new Error('the process dies here');
  };
  try {
    return await run();
  } finally {
    queue.send = send;
  }
}

test('the deployed code passes', async () => {
  expect(await withBug({}, findings)).toEqual([]);
});

test.each(bugs)('$name is found', async (bug) => {
  expect(await withBug(bug, findings)).toContain(bug.finding);
});
