import { laptopEndpoints } from '../../local/gateway/laptop.ts';
import { localReceiver } from '../../local/webhooks/receiver.ts';
import { aBerth, done, inEnvironment } from '../setup/berth.ts';
import { served } from '../setup/served.ts';

const berth = await aBerth();
const { call } = berth;
const laptop = laptopEndpoints({
  identity: berth.identity,
  mailbox: { mails: () => [] },
  mailSettled: async () => {},
  receiver: localReceiver(berth.context),
});
const origin = await served((request, response) => void laptop(request, response));
const shown = async () => (await fetch(`${origin}/_local/webhooks`)).text();

async function aWebhook(url: string) {
  const account = await berth.anAccount();
  const body = { url, events: ['call.started' as const] };
  const { id: webhookId } = done(
    await call('createWebhook', { ...inEnvironment(account, account.defaultId), body }),
  );
  return { ...inEnvironment(account, account.defaultId, { webhookId }), webhookId };
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
