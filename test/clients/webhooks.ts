// Part of npm run test:clients: the public libraries verify deliveries of a running Berth.
import { spawnSync } from 'node:child_process';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Webhook, type WebhookUnbrandedRequiredHeaders } from 'standardwebhooks';
import { berthClient } from '../../client/typescript/src/index.ts';
import { managementClient } from '../../client/typescript/src/management/index.ts';
import type { Scene } from './scene.ts';

interface Delivery {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/**
 * The start and the end of a call are delivered while two secrets sign.
 * @param python with everything in requirements.txt
 */
export async function webhookLibraries(
  { origin, accountId, environmentId, token, key }: Scene,
  python: string,
) {
  const received: Delivery[] = [];
  const came = new EventTarget();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ headers: request.headers as Record<string, string>, body });
      response.writeHead(204).end();
      came.dispatchEvent(new Event('delivery'));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const berth = managementClient({ origin, token });
    const of = { accountId, environmentId };
    const events = ['call.started' as const, 'call.ended' as const];
    const webhook = await berth.createWebhook({ ...of, body: { url, events } });
    const rotated = await berth.rotateWebhookSecret({ ...of, webhookId: webhook.id });
    const other = await berth.createWebhook({
      ...of,
      body: { url: 'https://example.com/', events: ['limit.near'] },
    });
    await berthClient({ origin, apiKey: key }).withCall(async () => {});
    while (received.length < 2) await once(came, 'delivery');

    const secrets = [webhook.secret ?? '', rotated.secret ?? ''];
    for (const { body, headers } of received)
      for (const secret of secrets)
        assert.deepEqual(
          new Webhook(secret).verify(body, headers as unknown as WebhookUnbrandedRequiredHeaders),
          JSON.parse(body),
        );
    const { status, stderr } = spawnSync(python, [fileURLToPath(new URL('webhooks.py', import.meta.url))], {
      input: JSON.stringify({ deliveries: received, secrets, other: other.secret }),
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
