import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { laptopEndpoints } from '../../local/gateway/laptop.ts';
import { localReceiver } from '../../local/webhooks/receiver.ts';
import { aBerth, done } from '../setup/berth.ts';

const berth = await aBerth();
const { call } = berth;
const laptop = laptopEndpoints({
  identity: berth.identity,
  mailbox: { mails: () => [] },
  mailSettled: async () => {},
  receiver: localReceiver(berth.context),
});
const server = createServer((request, response) => void laptop(request, response)).listen(0, '127.0.0.1');
await once(server, 'listening');
afterAll(() => server.close());
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const shown = async () => (await fetch(`${origin}/_local/webhooks`)).text();

async function aWebhook(url: string) {
  const { accountId, admin, defaultId } = await berth.anAccount();
  const params = { accountId, environmentId: defaultId };
  const body = { url, events: ['call.started' as const] };
  const { id } = done(await call('createWebhook', { as: admin.token, params, body }));
  return { as: admin.token, params: { ...params, webhookId: id }, webhookId: id };
}

test('a webhook that leads to the receiver of the laptop is delivered, verified and shown', async () => {
  expect(await shown()).toContain(`${origin}/_local/receiver`);
  const { webhookId, ...one } = await aWebhook(`${origin}/_local/receiver`);
  expect(done(await call('testWebhook', one))).toMatchObject({ delivered: true, status: 204 });
  const page = await shown();
  expect(page).toContain('webhook.test');
  expect(page).toContain(webhookId);
  expect(page).toContain('signature verified');
  // Also after a rotation, with either secret.
  done(await call('rotateWebhookSecret', { ...one, body: { graceSeconds: 60 } }));
  expect(done(await call('testWebhook', one))).toMatchObject({ delivered: true });
});

test.each([
  ['without a signature', {}],
  ['with a wrong one', { 'webhook-id': 'evt_1', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' }],
])('a delivery %s is refused, and shown as refused', async (_, headers: Record<string, string>) => {
  const { params } = await aWebhook(`${origin}/_local/receiver`);
  const { environmentId } = params;
  for (const body of [JSON.stringify({ environmentId, type: '<b>forged</b>' }), 'no JSON', 'null']) {
    const answer = await fetch(`${origin}/_local/receiver`, { method: 'POST', headers, body });
    expect(answer.status).toBe(401);
  }
  const page = await shown();
  expect(page).toContain('signature wrong');
  expect(page).not.toContain('<b>forged');
});
