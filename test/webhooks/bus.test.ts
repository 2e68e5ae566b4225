import { readFileSync } from 'node:fs';
import { busBehind, deliveryQueue } from '../../functions/queues/deliveries.ts';
import { eventBus } from '../../functions/queues/event-bus.ts';
import { serve } from '../../functions/deliveries.ts';
import { Event } from '../../lib/api/schemas/event.ts';
import { instant } from '../../lib/clock.ts';
import { publishEnvironmentChange } from '../../lib/deliveries/environment-events.ts';
import { eventOf, type WebhookEvent } from '../../lib/deliveries/event.ts';
import { publishGateChanges } from '../../lib/deliveries/gate-events.ts';
import { publishRefusals } from '../../lib/deliveries/refusal-events.ts';
import { changeOf } from '../../lib/table/stream/item-change.ts';
import { aBerth, done, inEnvironment } from '../setup/berth.ts';
import { followUsage } from '../setup/usage.ts';
import { bySqs, queueAndBus } from './aws.ts';
import { aReceiver } from './receiver.ts';

const aws = await queueAndBus();
const berth = await aBerth({ stream: true });
const { call, context } = berth;
const usage = await followUsage(berth);

const publishing = { ...context, deliveries: deliveryQueue(aws.url), bus: busBehind(aws.url, 'berth-test') };
const delays: [string, number][] = [];
const deliveries = serve({
  ...context,
  delay: async (...pause) => void delays.push(pause),
  putEvents: eventBus('berth-test'),
});

/** Runs something, and returns what it put on the queue. */
async function queuedBy(run: () => Promise<void>): Promise<string[]> {
  aws.queued.length = 0;
  await run();
  return aws.queued.flat().map(({ MessageBody }) => MessageBody);
}

/** Passes messages to the function, and returns what reached the bus. */
async function putBy(bodies: readonly string[]) {
  aws.put.length = 0;
  for (let from = 0; from < bodies.length; from += 10)
    expect(await deliveries(bySqs(bodies.slice(from, from + 10)))).toEqual({ batchItemFailures: [] });
  return aws.put.flat().map((entry) => ({ ...entry, Detail: JSON.parse(entry.Detail) as WebhookEvent }));
}

/** An environment in which every kind of event has happened, and the events that the bus got. */
async function eventsOfAnEnvironment(webhook?: string) {
  const { account, id, key } = await berth.aPlace({ maxConcurrentCalls: 5 });
  const environmentId = id;
  const admin = inEnvironment(account, environmentId);
  const events = ['call.started' as const];
  if (webhook !== undefined) done(await call('createWebhook', { ...admin, body: { url: webhook, events } }));
  for (const name of ['one', 'two', 'three', 'four'])
    done(await call('startCall', { as: key, body: { id: name, leaseSeconds: 10 } }));
  done(await call('endCall', { as: key, params: { callId: 'one' } }));
  context.clock.advance(11);
  // Takes the slot of the call whose lease ran out.
  done(await call('startCall', { as: key, body: { id: 'two' } }));
  done(await call('editEnvironment', { ...admin, body: { name: `renamed ${environmentId}` } }));
  await usage.caughtUp(environmentId);
  const changes = usage.told.map(changeOf).filter((it) => JSON.stringify(it).includes(environmentId));
  const bodies = await queuedBy(async () => {
    await publishGateChanges(changes, publishing);
    for (const change of changes) await publishEnvironmentChange(change, publishing);
    await publishRefusals([{ environment: environmentId, at: context.clock.now() }], publishing);
  });
  return { bodies, put: await putBy(bodies) };
}

test('the bus gets every event of an environment without a webhook, in the envelope of webhooks', async () => {
  // Half a minute after the beginning of an hour.
  context.clock.advance(3_630 - ((context.clock.now() / 1000) % 3_600));
  const begin = instant(context.clock.now());
  const { put } = await eventsOfAnEnvironment();
  expect(new Set(put.map(({ DetailType }) => DetailType))).toEqual(
    new Set(['call.started', 'call.ended', 'limit.near', 'environment.updated', 'limit.reached']),
  );
  for (const { DetailType, Detail, ...entry } of put) {
    expect(entry).toMatchObject({ EventBusName: 'berth-test', Source: 'berth' });
    expect(Detail.type).toBe(DetailType);
    // As in events.schema.json, which is about these events.
    expect(Event.safeParse(Detail)).toMatchObject({ success: true, data: Detail });
    // When it happened, also where an event comes at most once a minute or an hour.
    const times = [begin, Detail.at, instant(context.clock.now())];
    expect(times).toEqual(times.toSorted());
  }
});

test('the bus gets the events of a webhook under the same id', async () => {
  const receiver = await aReceiver();
  const { put } = await eventsOfAnEnvironment(receiver.url);
  const started = put.flatMap(({ Detail }) => (Detail.type === 'call.started' ? [Detail] : []));
  expect(started).toHaveLength(5);
  const byId = (events: readonly WebhookEvent[]) => new Map(events.map((event) => [event.id, event]));
  expect(byId(receiver.received.map(({ body }) => JSON.parse(body) as WebhookEvent))).toEqual(byId(started));
});

test('without a bus an environment that has no webhook queues nothing', async () => {
  const { bodies } = await eventsOfAnEnvironment();
  const [{ forBus: event }] = bodies.map((body) => JSON.parse(body)) as [{ forBus: WebhookEvent }];
  const queued = await queuedBy(() =>
    publishRefusals([{ environment: event.environmentId, at: context.clock.now() }], {
      ...publishing,
      bus: undefined,
    }),
  );
  expect(queued).toEqual([]);
});

const anEvent = (fact: string, text = ''): WebhookEvent =>
  eventOf(
    {
      type: 'call.started',
      at: '2026-01-31T09:30:00.000Z',
      accountId: 'acc_1' as WebhookEvent['accountId'],
      environmentId: 'env_1' as WebhookEvent['environmentId'],
      data: { text },
    },
    [fact],
  );

test('an event that the bus does not accept comes again, later each time, and nothing else does', async () => {
  const events = ['a', 'b', 'c'].map((fact) => anEvent(fact));
  const bodies = await queuedBy(async () => publishing.bus?.put(events));
  expect(new Set(aws.queued.flat().map(({ MessageGroupId }) => MessageGroupId))).toEqual(new Set(['bus']));
  aws.refused.set(events[1]?.id ?? '', 'ThrottlingException');
  const failed = { batchItemFailures: [{ itemIdentifier: 'message-1' }] };
  for (const receiveCount of [1, 2, 19])
    expect(await deliveries(bySqs(bodies, receiveCount))).toEqual(failed);
  expect(delays.map(([handle]) => handle)).toEqual(['handle-1', 'handle-1', 'handle-1']);
  const pauses = delays.map(([, seconds]) => seconds);
  expect(pauses).toEqual(pauses.toSorted((one, other) => one - other));
  aws.refused.clear();
  aws.put.length = 0;
  expect(await deliveries(bySqs(bodies, 20))).toEqual({ batchItemFailures: [] });
  expect(aws.put.flat()).toHaveLength(3);
});

test('an unreachable bus holds up no webhook', async () => {
  const receiver = await aReceiver();
  const { bodies } = await eventsOfAnEnvironment(receiver.url);
  receiver.received.length = 0;
  const away = serve({
    ...context,
    delay: async () => {},
    putEvents: async () => {
      throw new Error('no way there');
    },
  });
  // A further delivery to a webhook that was already sent the first one.
  const webhookBodies = bodies.filter((body) => !body.includes('forBus'));
  const changed = webhookBodies.map((body) => {
    const message = JSON.parse(body) as { event: WebhookEvent };
    return JSON.stringify({ ...message, event: { ...message.event, ...anEvent(message.event.id) } });
  });
  const forBus = bodies.filter((body) => body.includes('forBus')).slice(0, 3);
  const { batchItemFailures } = await away(bySqs([...forBus, ...changed]));
  expect(batchItemFailures).toHaveLength(forBus.length);
  expect(receiver.received).toHaveLength(changed.length);
});

test('a request has at most ten events and 256 KB, to the queue and to the bus', async () => {
  const large = 'ä'.repeat(30_000);
  const events = Array.from({ length: 23 }, (_, index) => anEvent(String(index), index < 6 ? large : ''));
  const bodies = await queuedBy(async () => publishing.bus?.put(events));
  aws.put.length = 0;
  await eventBus('berth-test')(events);
  expect(bodies).toHaveLength(23);
  expect(aws.put.flat().map(({ Detail }) => (JSON.parse(Detail) as WebhookEvent).id)).toEqual(
    events.map(({ id }) => id),
  );
  for (const request of [...aws.queued, ...aws.put]) {
    expect(request.length).toBeLessThanOrEqual(10);
    expect(Buffer.byteLength(JSON.stringify(request))).toBeLessThan(256 * 1024);
  }
});

/** A pattern of EventBridge, as far as the documentation uses it: the matching values of each field. */
type Pattern = { readonly [field: string]: readonly unknown[] | Pattern };

const matches = (pattern: Pattern, event: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(pattern).every(([field, wanted]) =>
    Array.isArray(wanted)
      ? wanted.includes(event[field])
      : matches(wanted as Pattern, (event[field] ?? {}) as Record<string, unknown>),
  );

test('the rule in the documentation matches lost calls, and nothing else', async () => {
  const docs = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8');
  const [, text = ''] = /--event-pattern '(.*?)'/s.exec(docs) ?? [];
  const pattern = JSON.parse(text) as Pattern;
  const { put } = await eventsOfAnEnvironment();
  const found = put.filter(({ Source, DetailType, Detail }) =>
    matches(pattern, { source: Source, 'detail-type': DetailType, detail: Detail }),
  );
  // The call whose slot was taken and those that were swept then, but not the ended one.
  expect(found.map(({ Detail }) => (Detail.data as { id: string }).id).toSorted()).toEqual([
    'four',
    'three',
    'two',
  ]);
  expect(put.length).toBeGreaterThan(5);
});
