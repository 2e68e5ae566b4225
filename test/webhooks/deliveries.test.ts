import { Webhook } from 'standardwebhooks';
import { instant } from '../../lib/clock.ts';
import { deliver } from '../../lib/deliveries/deliver.ts';
import { limits } from '../../lib/api/limits.ts';
import { deliveryIdOf, pauseAfter, type DeliveryMessage } from '../../lib/deliveries/delivery.ts';
import { changeOf } from '../../lib/table/stream/item-change.ts';
import { mailDisabledWebhook } from '../../lib/mail/mail-disabled-webhook.ts';
import type { Mail } from '../../lib/mail/mail.ts';
import { publishGateChanges } from '../../lib/deliveries/gate-events.ts';
import { aBerth, asAdmin, done, inEnvironment } from '../setup/berth.ts';
import { followUsage } from '../setup/usage.ts';
import { aMessage, failDelivery, NOBODY } from '../setup/webhooks.ts';
import { aReceiver, idsOf } from './receiver.ts';

const berth = await aBerth({ stream: true });
const { call, context } = berth;
const usage = await followUsage(berth);

async function aWebhook(url: string, events: readonly string[] = ['call.started', 'call.ended']) {
  const { account, ...environment } = await berth.aPlace({ maxConcurrentCalls: 5 });
  const body = { url, events: events as ['call.started'] };
  const webhook = done(await call('createWebhook', { ...environment.of, body }));
  const one = inEnvironment(account, environment.id, { webhookId: webhook.id });
  const message = (fact = 'a') =>
    aMessage(
      context,
      { accountId: account.accountId, environmentId: environment.id, webhookId: webhook.id },
      { fact },
    );
  const queued = () => berth.queued.filter(({ webhookId }) => webhookId === webhook.id);
  const listed = async () => done(await call('listDeliveries', one)).items;
  return { account, environment, webhook, one, message, queued, listed };
}

const handOut = (message: DeliveryMessage, messageId: string, receiveCount = 1) =>
  deliver({ message, messageId, receiveCount }, context);

/** Its receiver refuses it, and that was the last attempt. */
async function failsForGood(message: DeliveryMessage, messageId: string): Promise<void> {
  expect(await handOut(message, messageId)).toBeGreaterThan(0);
  await failDelivery({ webhookId: message.webhookId, deliveryId: deliveryIdOf(message) }, context);
}

test('the start and the end of a call are each delivered once, as the API shows the call', async () => {
  const receiver = await aReceiver();
  const { environment, webhook, queued } = await aWebhook(receiver.url);
  const as = environment.key;
  done(await call('startCall', { as, body: { id: 'call-1', direction: 'inbound' } }));
  done(await call('heartbeatCall', { as, params: { callId: 'call-1' }, body: {} }));
  done(await call('endCall', { as, params: { callId: 'call-1' } }));
  await usage.caughtUp(environment.id);

  expect(queued().map(({ event }) => [event.type, event.data])).toMatchObject([
    ['call.started', { id: 'call-1', status: 'active', direction: 'inbound', environmentId: environment.id }],
    ['call.ended', { id: 'call-1', status: 'ended', outcome: 'ended' }],
  ]);
  for (const [index, message] of queued().entries()) await handOut(message, `message-${index}`);
  const payloads = receiver.received.map(({ body, headers }) =>
    new Webhook(webhook.secret ?? '').verify(body, headers as Record<string, string>),
  );
  expect(payloads).toEqual(queued().map(({ event }) => event));
});

test('changes that are delivered again, or in another order, make no second event', async () => {
  const { environment, queued } = await aWebhook(NOBODY);
  const as = environment.key;
  for (const id of ['one', 'two']) done(await call('startCall', { as, body: { id } }));
  done(await call('endCall', { as, params: { callId: 'one' } }));
  await usage.caughtUp(environment.id);
  const ids = () => new Set(queued().map(({ event }) => event.id));
  const once = ids();
  expect(once.size).toBe(3);
  const own = usage.told
    .filter(({ dynamodb }) => dynamodb?.Keys?.['pk']?.S === `ENVIRONMENT#${environment.id}`)
    .map(changeOf);
  await publishGateChanges([...own, ...own.toReversed()], context);
  expect(queued().length).toBeGreaterThan(3);
  expect(ids()).toEqual(once);
});

test('an event that is queued twice is sent once', async () => {
  const receiver = await aReceiver();
  const { message } = await aWebhook(receiver.url);
  const same = message();
  expect(await handOut(same, 'first')).toBeUndefined();
  expect(await handOut(same, 'second')).toBeUndefined();
  expect(idsOf(receiver)).toEqual([same.event.id]);
});

test.each([
  ['500', { status: 500 }],
  ['a redirect', { status: 302, headers: { location: 'https://example.com/' } }],
  ['404', { status: 404 }],
])('after %s a delivery is tried again later, under the same id, until it is accepted', async (_, answer) => {
  const receiver = await aReceiver();
  const { message, listed } = await aWebhook(receiver.url);
  const same = message();
  receiver.answer = answer;
  const pause = await handOut(same, 'message');
  expect(pause).toBeGreaterThan(0);
  // The redirect was not followed.
  expect(await listed()).toMatchObject([
    {
      status: 'pending',
      attemptCount: 1,
      attempts: [{ status: answer.status }],
      nextAttemptAt: expect.any(String),
    },
  ]);
  receiver.answer = { status: 200 };
  context.clock.advance(pause ?? 0);
  expect(await handOut(same, 'message', 2)).toBeUndefined();
  expect(idsOf(receiver)).toEqual([same.event.id, same.event.id]);
  expect(await listed()).toMatchObject([{ status: 'delivered', attemptCount: 2, nextAttemptAt: null }]);
});

test('the attempts of a delivery span more than a day, with growing pauses, and end', () => {
  const pauses = Array.from({ length: 12 }, (_, tries) => pauseAfter(tries + 1, () => 0.5));
  const made = pauses.filter((pause) => pause !== undefined);
  expect(made).toEqual(made.toSorted((one, other) => one - other));
  const hours = made.reduce((sum, pause) => sum + pause, 0) / 3600;
  expect(hours).toBeGreaterThan(24);
  expect(hours).toBeLessThan(40);
  expect(pauses.at(-1)).toBeUndefined();
  // The console says how many attempts there are.
  expect(made).toHaveLength(limits.deliveryAttempts - 1);
  // SQS keeps a message invisible for at most twelve hours.
  expect(Math.max(...made) * 1.1).toBeLessThan(12 * 3600);
});

test('a delivery that failed for good can be sent again, and keeps its id', async () => {
  const receiver = await aReceiver();
  receiver.answer = { status: 503, body: 'busy' };
  const { message, listed, one, queued } = await aWebhook(receiver.url);
  const same = message();
  await failsForGood(same, 'message');
  const [failed] = await listed();
  expect(failed).toMatchObject({ status: 'failed', attempts: [{ status: 503, responseBody: 'busy' }] });

  receiver.answer = { status: 204 };
  const params = { ...one.params, deliveryId: failed?.id ?? '' };
  expect(await call('resendDelivery', { as: one.as, params })).toAnswer(200, { status: 'pending' });
  const [again] = queued();
  // An earlier message has nothing more to do.
  expect(await handOut(same, 'message', 10)).toBeUndefined();
  expect(receiver.received).toHaveLength(1);
  await handOut(again as DeliveryMessage, 'another');
  expect(idsOf(receiver)).toEqual([same.event.id, same.event.id]);
  expect(await listed()).toMatchObject([{ status: 'delivered', attemptCount: 2 }]);
});

/**
 * Runs something while the process crashes right before or right after a message is queued, or while something else happens
 * then.
 */
async function whileQueueing(
  then: (messages: readonly DeliveryMessage[]) => Promise<void>,
  run: () => Promise<unknown>,
) {
  const queue = context.deliveries;
  const send = queue.send.bind(queue);
  queue.send = then;
  await run();
  queue.send = send;
}

const dies = async () => {
  throw new Error('the process dies here');
};

/** A webhook with a delivery that failed for good, and the two ways to send it again. */
async function aFailedDelivery() {
  const receiver = await aReceiver();
  receiver.answer = { status: 503 };
  const { message, listed, one } = await aWebhook(receiver.url);
  await failsForGood(message(), 'message');
  const [failed] = await listed();
  receiver.answer = { status: 204 };
  receiver.received.length = 0;
  const resend = {
    one: () =>
      call('resendDelivery', { as: one.as, params: { ...one.params, deliveryId: failed?.id ?? '' } }),
    all: () => call('resendDeliveries', { ...one, body: {} }),
  };
  return { receiver, listed, resend, failed };
}

test.each(['one', 'all'] as const)(
  'a process that crashes while it sends again (%s) leaves no delivery pending for ever',
  async (which) => {
    const { receiver, listed, resend, failed } = await aFailedDelivery();
    await whileQueueing(dies, resend[which]);
    expect(await listed()).toEqual([failed]);

    let orphan: DeliveryMessage | undefined;
    const queuesAndDies = async ([message]: readonly DeliveryMessage[]) => {
      orphan = message;
      await dies();
    };
    await whileQueueing(queuesAndDies, resend[which]);
    expect(await listed()).toEqual([failed]);
    const pauses = [1, 2, 3].map((receiveCount) =>
      handOut(orphan as DeliveryMessage, 'orphan', receiveCount),
    );
    expect(await Promise.all(pauses)).toEqual([expect.any(Number), expect.any(Number), undefined]);
    expect(receiver.received).toEqual([]);
    expect(await listed()).toEqual([failed]);
  },
);

test.each(['one', 'all'] as const)(
  'a message that comes before the state that it was queued for (%s) is sent after it',
  async (which) => {
    const { receiver, listed, resend } = await aFailedDelivery();
    let early: DeliveryMessage | undefined;
    const overtaken = async ([message]: readonly DeliveryMessage[]) => {
      early = message;
      expect(await handOut(message as DeliveryMessage, 'early')).toBeGreaterThan(0);
    };
    await whileQueueing(overtaken, resend[which]);
    expect(receiver.received).toEqual([]);
    expect(await listed()).toMatchObject([{ status: 'pending' }]);
    expect(await handOut(early as DeliveryMessage, 'early', 2)).toBeUndefined();
    expect(receiver.received).toHaveLength(1);
    expect(await listed()).toMatchObject([{ status: 'delivered' }]);
  },
);

test('all failed deliveries of a period are sent again in one step, page by page, and nothing else is', async () => {
  const receiver = await aReceiver();
  receiver.answer = { status: 503 };
  const { message, one, queued, listed } = await aWebhook(receiver.url);
  const instants: string[] = [];
  for (const fact of ['before', 'a', 'b', 'after']) {
    instants.push(instant(context.clock.now()));
    await failsForGood(message(fact), fact);
    context.clock.advance(60);
  }
  receiver.answer = { status: 204 };
  await handOut(message('fine'), 'fine');
  const [, from = '', , to = ''] = instants;

  expect(done(await call('resendDeliveries', { ...one, body: { from, to } }))).toEqual({
    resent: 2,
    nextCursor: null,
  });
  const again = queued();
  expect(again).toHaveLength(2);
  await Promise.all(again.map((resent) => handOut(resent, `again ${resent.event.id}`)));
  expect((await listed()).map(({ status }) => status)).toEqual([
    'delivered',
    'failed',
    'delivered',
    'delivered',
    'failed',
  ]);
  expect(done(await call('resendDeliveries', { ...one, body: { from, to } }))).toEqual({
    resent: 0,
    nextCursor: null,
  });
  expect(await call('resendDeliveries', { ...one, body: { cursor: 'none' } })).toBeRefused(
    400,
    'invalid_cursor',
  );
  done(await call('editWebhook', { ...one, body: { enabled: false } }));
  expect(await call('resendDeliveries', { ...one, body: {} })).toBeRefused(409, 'webhook_disabled');
});

test('a disabled or deleted webhook is sent nothing, not even waiting deliveries', async () => {
  const receiver = await aReceiver();
  const { message, one, environment, queued, listed } = await aWebhook(receiver.url);
  done(await call('editWebhook', { ...one, body: { enabled: false } }));
  expect(await handOut(message(), 'message')).toBeUndefined();
  expect(await listed()).toMatchObject([
    { status: 'failed', attempts: [{ error: 'The webhook is disabled.' }] },
  ]);
  const [unsent] = await listed();
  const deliveryId = unsent?.id ?? '';
  const resent = await call('resendDelivery', { as: one.as, params: { ...one.params, deliveryId } });
  expect(resent).toBeRefused(409, 'webhook_disabled');
  done(await call('startCall', { as: environment.key, body: {} }));
  await usage.caughtUp(environment.id);
  expect(queued()).toEqual([]);
  done(await call('deleteWebhook', one));
  expect(await handOut(message('b'), 'other')).toBeUndefined();
  expect(receiver.received).toEqual([]);
});

test('a webhook that fails for three days is disabled once, recorded in the audit trail and mailed, and can be enabled again', async () => {
  const { message, one, account, environment } = await aWebhook(NOBODY);
  const state = async () => done(await call('getWebhook', one));
  await handOut(message('1'), '1');
  context.clock.advance(3 * 24 * 3600 - 60);
  await handOut(message('2'), '2');
  expect(await state()).toMatchObject({ enabled: true });
  context.clock.advance(120);
  await Promise.all(['3', '4'].map((fact) => handOut(message(fact), fact)));
  expect(await state()).toMatchObject({ enabled: false, disabledReason: 'failing' });
  const audit = { ...asAdmin(account), query: { action: 'webhook.disabled' } };
  expect(done(await call('listAuditEvents', audit)).items).toMatchObject([
    { actor: { type: 'system', id: 'deliveries' }, after: { enabled: false, disabledReason: 'failing' } },
  ]);
  await usage.caughtUp(environment.id);
  const mails: Mail[] = [];
  const mailing = { ...context, sendMail: async (mail: Mail) => void mails.push(mail) };
  for (const change of usage.told.map(changeOf))
    if (change.key.pk === `ENVIRONMENT#${environment.id}`) await mailDisabledWebhook(change, mailing);
  expect(mails).toMatchObject([{ to: account.admin.email, subject: 'Webhook disabled: 127.0.0.1:9' }]);
  done(await call('editWebhook', { ...one, body: { enabled: true } }));
  expect(await state()).not.toHaveProperty('disabledReason');
  await handOut(message('5'), '5');
  expect(await state()).toMatchObject({ enabled: true });
});

test('a success between failures restarts the three days', async () => {
  const receiver = await aReceiver();
  const { message, one } = await aWebhook(receiver.url);
  receiver.answer = { status: 500 };
  await handOut(message('1'), '1');
  context.clock.advance(2 * 24 * 3600);
  receiver.answer = { status: 200 };
  await handOut(message('2'), '2');
  receiver.answer = { status: 500 };
  await handOut(message('3'), '3');
  context.clock.advance(2 * 24 * 3600);
  await handOut(message('4'), '4');
  expect(done(await call('getWebhook', one))).toMatchObject({ enabled: true });
});

test('the event of a near limit comes once an hour, when four fifths of it are taken', async () => {
  const { environment, queued } = await aWebhook(NOBODY, ['limit.near']);
  const as = environment.key;
  const start = async () => done(await call('startCall', { as, body: { leaseSeconds: 600 } }));
  // The beginning of an hour.
  context.clock.advance(3600 - ((context.clock.now() / 1000) % 3600));
  for (let calls = 0; calls < 3; calls += 1) await start();
  await usage.caughtUp(environment.id);
  expect(queued()).toEqual([]);
  const { id } = await start();
  await usage.caughtUp(environment.id);
  done(await call('endCall', { as, params: { callId: id } }));
  context.clock.advance(60);
  await start();
  await usage.caughtUp(environment.id);
  expect(new Set(queued().map(({ event }) => event.at)).size).toBeGreaterThan(1);
  expect(new Set(queued().map(({ event }) => event.id)).size).toBe(1);
  expect(new Set(queued().map((message) => deliveryIdOf(message))).size).toBe(1);
  expect(queued()[0]?.event).toMatchObject({ type: 'limit.near', data: { maxConcurrentCalls: 5 } });
});
