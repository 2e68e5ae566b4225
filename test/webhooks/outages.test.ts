import { aBerth, done, inEnvironment } from '../setup/berth.ts';
import { aMessage } from '../setup/webhooks.ts';
import { queueOfDeliveries } from './queue.ts';
import { aReceiver, type Receiver } from './receiver.ts';

const berth = await aBerth();
const { call, context } = berth;

/** A webhook with a receiver, and a queue of its own. */
async function aScene() {
  const { account, id: environmentId, of } = await berth.aPlace();
  const receiver = await aReceiver();
  const body = { url: receiver.url, events: ['call.started' as const] };
  const created = await call('createWebhook', { ...of, body });
  const one = inEnvironment(account, environmentId, { webhookId: done(created).id });
  const sqs = queueOfDeliveries(context);
  const ids: string[] = [];
  return {
    receiver,
    sqs,
    one,
    ids,
    /** An event happens now. */
    happens: () => {
      const message = aMessage(context, one.params);
      ids.push(message.event.id);
      sqs.take([message]);
    },
    listed: async () => {
      const { items } = done(await call('listDeliveries', { ...one, query: { limit: 100 } }));
      return items
        .map(({ eventId, status, attemptCount }) => ({ eventId, status, attemptCount }))
        .toReversed();
    },
  };
}

/** In the order of the times in the events, as docs/webhooks.md explains. */
const cameTo = ({ received }: Receiver) =>
  received
    .map(({ headers, body }) => ({
      id: headers['webhook-id'],
      at: (JSON.parse(body) as { at: string }).at,
    }))
    .toSorted((one, other) => one.at.localeCompare(other.at))
    .map(({ id }) => id);

test('a receiver that is down for a day gets every event of that day when it is back, once and under one id', async () => {
  const { receiver, sqs, ids, happens, listed } = await aScene();
  await receiver.kill();
  for (let hour = 0; hour < 24; hour += 1) {
    happens();
    await sqs.pass(1);
  }
  expect(receiver.received).toEqual([]);
  await receiver.revive();
  happens();
  await sqs.pass(12);
  expect(cameTo(receiver)).toEqual(ids);
  expect(new Set(ids).size).toBe(25);
  expect(sqs.left() + sqs.failed()).toBe(0);
  expect((await listed()).map(({ eventId, status }) => [eventId, status])).toEqual(
    ids.map((id) => [id, 'delivered']),
  );
});

test('a delivery fails only after nine attempts in 36 hours, and can be sent again to a receiver that is back', async () => {
  const { receiver, sqs, one, ids, happens, listed } = await aScene();
  await receiver.kill();
  happens();
  // The pauses are up to a tenth longer or shorter.
  await sqs.pass(32);
  expect(await listed()).toMatchObject([{ status: 'pending', attemptCount: 8 }]);
  await sqs.pass(8);
  expect(await listed()).toMatchObject([{ status: 'failed', attemptCount: 9 }]);
  expect(sqs.left() + sqs.failed()).toBe(0);

  await receiver.revive();
  await sqs.pass(24);
  expect(receiver.received).toEqual([]);
  expect(done(await call('resendDeliveries', { ...one, body: {} })).resent).toBe(1);
  sqs.take(berth.queued.splice(0));
  await sqs.handOut();
  expect(cameTo(receiver)).toEqual(ids);
  expect(await listed()).toMatchObject([{ status: 'delivered', attemptCount: 10 }]);
});

test('while Berth cannot reach its own table nothing counts as an attempt, and waiting deliveries keep all nine', async () => {
  const { receiver, sqs, ids, happens, listed } = await aScene();
  await receiver.kill();
  happens();
  await sqs.handOut();
  happens();
  sqs.table(false);
  await sqs.pass(20);
  expect(sqs.failed()).toBe(0);
  sqs.table(true);
  // Nothing is stored about the second event yet.
  expect(await listed()).toMatchObject([{ status: 'pending', attemptCount: 1 }]);
  await sqs.pass(1);
  expect(await listed()).toMatchObject([{ status: 'pending' }, { status: 'pending' }]);
  await sqs.pass(30);
  await receiver.revive();
  await sqs.pass(12);
  expect(cameTo(receiver)).toEqual(ids);
  expect(sqs.left() + sqs.failed()).toBe(0);
});

test('a delivery from the dead-letter queue continues where it stopped, though its message is another', async () => {
  const { receiver, sqs, ids, happens, listed } = await aScene();
  receiver.answer = { status: 503 };
  happens();
  await sqs.handOut();
  happens();
  sqs.table(false);
  await sqs.pass(30);
  expect([sqs.left(), sqs.failed()]).toEqual([0, 2]);
  sqs.table(true);
  receiver.answer = { status: 204 };
  receiver.received.length = 0;
  sqs.redrive();
  await sqs.handOut();
  expect(cameTo(receiver)).toEqual(ids);
  expect(await listed()).toMatchObject([
    { status: 'delivered', attemptCount: 2 },
    { status: 'delivered', attemptCount: 1 },
  ]);
});

test('a message that cannot be delayed comes too early, and uses up no attempt', async () => {
  const { sqs, happens, listed, receiver } = await aScene();
  await receiver.kill();
  happens();
  sqs.delaying(false);
  await sqs.pass(1);
  const [early] = await listed();
  expect(early).toMatchObject({ status: 'pending' });
  // At once, after 5 seconds, 5 minutes and 30 minutes, as far as the visibility timeout allows.
  expect(early?.attemptCount).toBeLessThanOrEqual(4);
  sqs.delaying(true);
  await sqs.pass(24);
  await receiver.revive();
  await sqs.pass(12);
  expect(await listed()).toMatchObject([{ status: 'delivered' }]);
});
