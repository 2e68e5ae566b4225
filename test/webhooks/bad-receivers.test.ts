import { publishGateChanges } from '../../lib/deliveries/gate-events.ts';
import { changeOf } from '../../lib/table/stream/item-change.ts';
import { aBerth, done, inEnvironment } from '../setup/berth.ts';
import { followUsage } from '../setup/usage.ts';
import { queueOfDeliveries } from './queue.ts';
import { aReceiver, idsOf, isSignedBy, type Receiver } from './receiver.ts';

const berth = await aBerth({ stream: true });
const { call, context } = berth;
const usage = await followUsage(berth);

const CALLS = 10;
/** A start and an end of each. */
const EVENTS = 2 * CALLS;
/** An environment with a good receiver and one of each bad kind. */
async function aScene() {
  const { account, of: admin, ...environment } = await berth.aPlace({ maxConcurrentCalls: CALLS });
  const kinds = ['good', 'killed', 'failing', 'silent', 'slow', 'redirecting', 'huge'] as const;
  const receivers = Object.fromEntries(
    await Promise.all(kinds.map(async (kind) => [kind, await aReceiver()] as const)),
  ) as Record<(typeof kinds)[number], Receiver>;
  const secrets = new Map<Receiver, string>();
  const webhooks = new Map<Receiver, string>();
  for (const receiver of Object.values(receivers)) {
    const body = { url: receiver.url, events: ['call.started' as const, 'call.ended' as const] };
    const webhook = done(await call('createWebhook', { ...admin, body }));
    secrets.set(receiver, webhook.secret ?? '');
    webhooks.set(receiver, webhook.id);
  }
  const deliveries = async (receiver: Receiver) => {
    const one = inEnvironment(account, environment.id, { webhookId: webhooks.get(receiver) ?? '' });
    return done(await call('listDeliveries', { ...one, query: { limit: 100 } })).items;
  };
  return { environment, receivers, secrets, deliveries };
}

test('a good receiver does not wait for bad ones, and after they recover each has every event, under one id', async () => {
  const { environment, receivers, secrets, deliveries } = await aScene();
  const { good, killed, failing, silent, slow, redirecting, huge } = receivers;
  const elsewhere = await aReceiver();
  await killed.kill();
  failing.answer = { status: 500 };
  silent.answer = 'none';
  slow.answer = 'none';
  redirecting.answer = { status: 308, headers: { location: elsewhere.url } };
  huge.answer = { status: 200, body: 'x'.repeat(5_000_000) };

  const as = environment.key;
  const ids = Array.from({ length: CALLS }, (_, index) => `call-${index}`);
  await Promise.all(ids.map(async (id) => done(await call('startCall', { as, body: { id } }))));
  await Promise.all(ids.map(async (callId) => done(await call('endCall', { as, params: { callId } }))));
  await usage.caughtUp(environment.id);
  const changes = usage.told.map(changeOf).filter(({ key }) => key.pk === `ENVIRONMENT#${environment.id}`);
  // Delivered again, in another order, and twice.
  await publishGateChanges([...changes.toReversed(), ...changes], context);
  const messages = berth.queued.splice(0);
  expect(messages.length).toBeGreaterThanOrEqual(3 * EVENTS * Object.keys(receivers).length);
  expect(new Set(messages.map(({ event }) => event.id)).size).toBe(EVENTS);

  const sqs = queueOfDeliveries(context);
  sqs.take(messages);
  const firstRound = sqs.handOut();
  await Promise.all([good, silent, slow].map((receiver) => receiver.got(EVENTS)));
  expect(new Set(idsOf(good)).size).toBe(EVENTS);
  // The good receiver has all its events while every request to these two still hangs.
  expect([silent.open.size, slow.open.size]).toEqual([EVENTS, EVENTS]);
  for (const response of slow.open) response.writeHead(204).end();
  for (const response of silent.open) response.destroy();
  await firstRound;

  const statusesOf = async (receiver: Receiver) => [
    ...new Set((await deliveries(receiver)).map(({ status }) => status)),
  ];
  for (const receiver of [good, slow, huge]) expect(await statusesOf(receiver)).toEqual(['delivered']);
  for (const receiver of [killed, failing, silent, redirecting])
    expect(await statusesOf(receiver)).toEqual(['pending']);
  for (const { attempts } of await deliveries(huge)) expect(attempts[0]?.responseBody).toHaveLength(1024);
  expect(elsewhere.received).toEqual([]);

  await killed.revive();
  for (const receiver of [failing, silent, redirecting]) receiver.answer = { status: 204 };
  context.clock.advance(60);
  await sqs.handOut();
  expect(sqs.left()).toBe(0);
  for (const receiver of Object.values(receivers)) {
    expect(await deliveries(receiver)).toHaveLength(EVENTS);
    expect(await statusesOf(receiver)).toEqual(['delivered']);
    expect(new Set(idsOf(receiver))).toEqual(new Set(idsOf(good)));
    for (const request of receiver.received)
      for (const [owner, secret] of secrets) expect(isSignedBy(secret, request)).toBe(owner === receiver);
  }
  // Receivers that took an event are not sent it again.
  for (const receiver of [good, slow, huge, killed]) expect(receiver.received).toHaveLength(EVENTS);
});
