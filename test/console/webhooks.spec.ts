import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { expectAccessible } from './accessible.ts';
import { anAccount, call } from './api.ts';
import { dialog, opened, press, row, table } from './page.ts';
import { expect, test } from './test.ts';

/** A customer's server, which keeps its requests. */
async function aReceiver() {
  const received: { headers: Record<string, string>; body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      received.push({ headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(200).end('thanks');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return { url, received, close: () => server.close() };
}

test('a webhook can be created, tested, notified of a call and resent, and the public library verifies its secret', async ({
  berth,
  ada,
}) => {
  const receiver = await aReceiver();
  const account = await anAccount(ada, { production: 5 });
  const { id, secret: key } = account.environments.production;
  const page = await ada.opens(`/${account.id}/${id}/webhooks`);
  await expect(page.getByText('production has no webhooks yet')).toBeVisible();
  await expectAccessible(page);

  const create = await opened(page, 'Create webhook');
  await create.getByRole('textbox', { name: 'URL' }).fill('https://10.0.0.1/');
  await press(create, 'Create webhook');
  await expect(create.getByText('Must lead to a public address.')).toBeVisible();
  await create.getByRole('textbox', { name: 'URL' }).fill(receiver.url);
  await create.getByLabel('Description').fill('Billing');
  await expectAccessible(page);
  await press(create, 'Create webhook');
  const shown = dialog(page, 'Signing secret of Billing');
  const secret = (await shown.getByLabel('The new signing secret').textContent()) ?? '';
  await press(shown, 'Done');
  await expect(row(page, 'Webhooks', 'Billing')).toContainText('Enabled');

  await page.getByRole('link', { name: 'Billing' }).click();
  await press(page, 'Send test event');
  await expect(page.getByText(/HTTP 200, after \d+ ms/)).toBeVisible();
  await call(berth, key, 'POST /v1/calls', { id: 'call-1' });
  await expect(row(page, 'Deliveries', 'call.started')).toContainText('Delivered', { timeout: 30_000 });
  await expect(row(page, 'Deliveries', 'call.started')).toContainText('1 of 9');
  await expectAccessible(page);

  await table(page, 'Deliveries').getByRole('button', { name: 'call.started' }).click();
  const delivery = dialog(page, 'call.started');
  await expect(delivery.getByLabel('Payload')).toContainText('"id": "call-1"');
  await expectAccessible(page);
  await press(delivery, 'Resend');
  await expect(page.getByText('call.started is sent again')).toBeVisible();
  await expect.poll(() => receiver.received.length).toBe(3);
  const [, first, again] = receiver.received.map(({ headers, body }) => {
    new Webhook(secret).verify(body, headers);
    return headers['webhook-id'];
  });
  expect(again).toBe(first);

  await press(page, 'Disable');
  await press(dialog(page, 'Disable Billing'), 'Disable webhook');
  await expect(page.getByText('Disabled', { exact: true })).toBeVisible();
  receiver.close();
});
